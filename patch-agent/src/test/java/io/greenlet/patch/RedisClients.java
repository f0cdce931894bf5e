package io.greenlet.patch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.Jedis;

/** Clients of a store of keys: each counts and stores under its own, and waits for another's. */
final class RedisClients implements RegistryClients {
  private static final int PATIENCE_SECONDS = 40;

  private final int port;
  private final Map<Integer, Jedis> connections = new ConcurrentHashMap<>();

  RedisClients(int port) {
    this.port = port;
  }

  private Jedis connect() {
    return new Jedis("127.0.0.1", port, PATIENCE_SECONDS * 1000);
  }

  /** Each gives the next one something, and waits for what the one before it gives. */
  @Override
  public String talk(int client, int of) {
    Jedis jedis = connections.computeIfAbsent(client, c -> connect());
    jedis.incr("total");
    jedis.set("key" + client, "value of " + client);
    jedis.rpush("list" + (client + 1) % of, "from " + client);
    List<String> given = jedis.blpop(PATIENCE_SECONDS, "list" + client);
    return jedis.get("key" + client) + ", given " + given;
  }

  @Override
  public String conclude() {
    try (Jedis jedis = connect()) {
      return jedis.get("total");
    }
  }

  @Override
  public void close() {
    connections.values().forEach(Jedis::close);
  }
}
