package io.greenlet.patch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.Jedis;

/** Clients of a store of keys: each stores under its own, and all count. */
final class RedisClients implements RegistryClients {
  private static final int PATIENCE_MILLIS = 40_000;

  private final int port;
  private final Map<Integer, Jedis> connections = new ConcurrentHashMap<>();

  RedisClients(int port) {
    this.port = port;
  }

  private Jedis connect() {
    return new Jedis("127.0.0.1", port, PATIENCE_MILLIS);
  }

  @Override
  public String talk(int client, int of) {
    Jedis jedis = connections.computeIfAbsent(client, c -> connect());
    jedis.incr("total");
    jedis.set("key" + client, "value of " + client);
    jedis.rpush("list" + client, "first of " + of, "second");
    return jedis.get("key" + client) + ", " + jedis.lpop("list" + client, 2);
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
