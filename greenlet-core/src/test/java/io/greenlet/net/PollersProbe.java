package io.greenlet.net;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Uses sockets first on a hub that then stands still, and afterwards on another. */
final class PollersProbe {
  private PollersProbe() {}

  /** Prints what was read on the other hub. */
  public static void main(String[] args) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        Socket idle = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Greenlet<?> first = Greenlets.spawn(() -> idle.getInputStream().read());
      while (first.thread().getState() != Thread.State.WAITING) {
        Greenlets.yieldNow();
      }
      Hub other = Hub.start("other");
      Greenlet<Integer> second =
          other.spawn(() -> {
            try (Socket writer = new Socket(server.getInetAddress(), server.getLocalPort())) {
              server.accept().close();
              server.accept().getOutputStream().write('x');
              return writer.getInputStream().read();
            }
          });
      // Not by join, which would drive this thread's hub.
      System.out.println("read " + second.toFuture().get(20, TimeUnit.SECONDS));
      first.kill();
      second.join(Duration.ofSeconds(1));
    }
  }
}
