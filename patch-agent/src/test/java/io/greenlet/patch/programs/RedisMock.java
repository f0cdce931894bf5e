package io.greenlet.patch.programs;

import com.github.fppt.jedismock.RedisServer;
import java.net.InetAddress;

/** A store of keys with a thread for each connection, of the artifact jedis-mock. */
public final class RedisMock {
  private RedisMock() {}

  /** Argument: the port. */
  public static void main(String[] args) throws Exception {
    RedisServer server =
        RedisServer.newRedisServer(Integer.parseInt(args[0]), InetAddress.getLoopbackAddress());
    server.start();
    System.out.println("port " + server.getBindPort());
  }
}
