package io.greenlet.patch.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Many threads connect at once to one that accepts: how many are connected and not accepted? */
public final class ConnectBurst {
  private static final AtomicInteger CONNECTED = new AtomicInteger();
  private static final AtomicInteger ACCEPTED = new AtomicInteger();
  private static final AtomicInteger MOST_WAITING = new AtomicInteger();

  private ConnectBurst() {}

  /** Argument: how many. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    CountDownLatch begin = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 2 * count, InetAddress.getLoopbackAddress())) {
      List<Thread> threads = new ArrayList<>();
      threads.add(new Thread(() -> accept(server, count)));
      for (int i = 0; i < count; i++) {
        threads.add(new Thread(() -> connect(server.getLocalPort(), begin)));
      }
      threads.forEach(Thread::start);
      begin.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.println("accepted: " + ACCEPTED);
    System.out.println("waiting: " + MOST_WAITING);
  }

  private static void accept(ServerSocket server, int count) {
    try {
      for (int i = 0; i < count; i++) {
        server.accept().close();
        ACCEPTED.incrementAndGet();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void connect(int port, CountDownLatch begin) {
    try {
      begin.await();
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      int waiting = CONNECTED.incrementAndGet() - ACCEPTED.get();
      MOST_WAITING.accumulateAndGet(waiting, Math::max);
      socket.close();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
