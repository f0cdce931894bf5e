package io.greenlet.patch.programs;

import static io.greenlet.Greenlets.spawn;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Kills a greenlet in the middle of a read, then goes on reading from the same socket. */
public final class KilledReader {
  private KilledReader() {}

  public static void main(String[] args) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket here = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket there = server.accept()) {
      InputStream in = here.getInputStream();
      Greenlet<Integer> reader = spawn(() -> in.read());
      Until.state(reader.thread(), Thread.State.WAITING);
      reader.kill();
      System.out.println("dead: " + reader.isDead() + ", successful: " + reader.isSuccessful());
      System.out.println("socket closed: " + here.isClosed());
      Greenlet<Integer> next = spawn(() -> in.read());
      Until.state(next.thread(), Thread.State.WAITING);
      there.getOutputStream().write('x');
      System.out.println("read: " + (char) next.get().intValue());
      Greenlet<Boolean> limited = spawn(() -> timesOut(in));
      System.out.println("timed out: " + limited.get());
      there.getOutputStream().write('y');
      System.out.println("read: " + (char) in.read());
    }
  }

  private static boolean timesOut(InputStream in) throws Exception {
    try {
      Greenlets.withTimeout(Duration.ofMillis(1), () -> in.read());
      return false;
    } catch (TimeoutException e) {
      return true;
    }
  }
}
