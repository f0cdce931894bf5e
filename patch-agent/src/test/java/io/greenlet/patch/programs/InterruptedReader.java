package io.greenlet.patch.programs;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Interrupts threads that wait for a socket: they wait on, and their sockets stay open. */
public final class InterruptedReader {
  private InterruptedReader() {}

  /** Waits twice; in between it is told, so that the second wait begins with the status set. */
  private interface Waiting {
    int next() throws IOException;
  }

  public static void main(String[] args) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(loopback, server.getLocalPort());
        Socket accepted = server.accept()) {
      interrupt("socket", () -> client.getInputStream().read(), b -> write(accepted, b));
      System.out.println("closed: " + client.isClosed());
      interrupt("server", () -> accept(server), b -> new Socket(loopback, server.getLocalPort()));
      System.out.println("closed: " + server.isClosed());
    }
    try (DatagramSocket here = new DatagramSocket(0, loopback);
        DatagramSocket there = new DatagramSocket(0, loopback)) {
      interrupt("datagram", () -> receive(here), b -> send(there, here, b));
      System.out.println("closed: " + here.isClosed());
    }
  }

  /** What gives a waiting thread what it waits for. */
  private interface Giving {
    void give(int value) throws IOException;
  }

  private static void interrupt(String what, Waiting waiting, Giving giving) throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    Thread reader = new Thread(() -> waitTwice(what, waiting, first), what);
    reader.start();
    giving.give(1);
    first.await();
    reader.interrupt();
    // One that goes round instead of waiting would never be seen there.
    Until.isTrue(() -> isInWait(reader));
    reader.interrupt();
    giving.give(2);
    reader.join();
  }

  private static void waitTwice(String what, Waiting waiting, CountDownLatch first) {
    try {
      System.out.println(what + ": " + waiting.next());
      first.countDown();
      while (!Thread.currentThread().isInterrupted()) {
        Thread.yield();
      }
      System.out.println(what + ": " + waiting.next());
      System.out.println("interrupted: " + Thread.interrupted());
    } catch (IOException e) {
      System.out.println(e);
    }
  }

  /** Its state does not tell: a thread in a call of the system is one that runs. */
  private static boolean isInWait(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().startsWith("sun.nio.ch.")) {
        return true;
      }
    }
    return false;
  }

  private static void write(Socket to, int value) throws IOException {
    to.getOutputStream().write(value);
  }

  private static int accept(ServerSocket server) throws IOException {
    server.accept().close();
    return 0;
  }

  private static int receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[1], 1);
    socket.receive(packet);
    return packet.getData()[0];
  }

  private static void send(DatagramSocket from, DatagramSocket to, int value) throws IOException {
    from.send(
        new DatagramPacket(new byte[] {(byte) value}, 1, to.getLocalAddress(), to.getLocalPort()));
  }
}
