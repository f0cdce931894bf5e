package io.greenlet.patch.programs;

import java.util.Arrays;
import redis.clients.jedis.Jedis;

/** Many threads use a store of keys at once, by the blocking client of the artifact jedis. */
public final class JedisRuns {
  private static final int PATIENCE_MILLIS = 40_000;

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
    try (Jedis jedis = new Jedis("127.0.0.1", port, PATIENCE_MILLIS)) {
      jedis.set("key" + thread, "value of " + thread);
      jedis.incr("arrived" + of);
      // Not blpop: the store of the tests now and then garbles what it answers to many of them.
      while (!jedis.exists("open" + of)) {
        jedis.ping();
      }
      return jedis.get("key" + thread);
    }
  }
}
