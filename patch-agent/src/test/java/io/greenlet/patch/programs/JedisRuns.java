package io.greenlet.patch.programs;

import java.util.Arrays;
import redis.clients.jedis.Jedis;

/** Many threads wait in a store of keys at once, by the blocking client of the artifact jedis. */
public final class JedisRuns {
  private static final int PATIENCE_SECONDS = 40;

  private JedisRuns() {}

  /** Arguments: the port, and how many threads at once, for each run. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    System.out.println("ready");
    for (String threads : Arrays.asList(args).subList(1, args.length)) {
      Crowd.of(Integer.parseInt(threads), (thread, of) -> wait(port, thread, of))
          .forEach(System.out::println);
    }
  }

  private static String wait(int port, int thread, int of) {
    try (Jedis jedis = new Jedis("127.0.0.1", port, PATIENCE_SECONDS * 1000)) {
      jedis.set("key" + thread, "value of " + thread);
      jedis.incr("arrived" + of);
      var given = jedis.blpop(PATIENCE_SECONDS, "gate" + thread);
      return jedis.get("key" + thread) + ", given " + given;
    }
  }
}
