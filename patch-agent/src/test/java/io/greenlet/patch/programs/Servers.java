package io.greenlet.patch.programs;

import io.greenlet.Hub;
import io.greenlet.net.DatagramServer;
import io.greenlet.net.StreamServer;
import io.greenlet.pool.Pool;
import io.greenlet.process.SignalHandler;
import io.greenlet.sync.Event;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Serves under the agent, with clients that are ordinary threads. */
public final class Servers {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int CLIENTS = 50;
  private static final int PLACES = 10;

  private static int running;
  private static int mostRunning;
  private static boolean sameHub = true;

  private Servers() {}

  /** Prints what became of connections, datagrams and a signal. */
  public static void main(String[] args) throws Exception {
    Hub hub = Hub.current();
    Event crowded = new Event();
    StreamServer server =
        new StreamServer(
                ANY,
                socket -> {
                  sameHub &= Hub.current() == hub;
                  mostRunning = Math.max(mostRunning, ++running);
                  if (running == PLACES) {
                    crowded.set();
                  }
                  crowded.await();
                  socket.getInputStream().transferTo(socket.getOutputStream());
                  running--;
                })
            .pool(new Pool(PLACES))
            .start();
    System.out.println("answers: " + askAll(server.address()));
    System.out.println("most at once: " + mostRunning + ", same hub: " + sameHub);
    System.out.println("client of a stopped server reads: " + readWhileStopped(server));

    try (DatagramServer echo = new DatagramServer(ANY, (packet, it) -> it.send(packet)).start()) {
      System.out.println("datagram: " + ask(echo.address()));
    }
    System.out.println("stopped by a signal: " + stopBySignal());
  }

  private static int askAll(InetSocketAddress address) throws Exception {
    List<FutureTask<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      FutureTask<Integer> client = new FutureTask<>(() -> echoed(address));
      clients.add(client);
      new Thread(client).start();
    }
    int answers = 0;
    for (FutureTask<Integer> client : clients) {
      answers += client.get();
    }
    return answers;
  }

  private static int echoed(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(1);
      socket.shutdownOutput();
      return socket.getInputStream().read();
    }
  }

  /** A handler that waits for its client is killed, and the client sees the end. */
  private static int readWhileStopped(StreamServer server) throws Exception {
    InetSocketAddress address = server.address();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      while (server.handlerCount() == 0) {
        Thread.yield();
      }
      if (!server.stop(Duration.ofMillis(20))) {
        throw new IllegalStateException("some are left of " + server);
      }
      return socket.getInputStream().read();
    }
  }

  private static int ask(InetSocketAddress address) throws IOException {
    try (DatagramSocket client = new DatagramSocket()) {
      client.send(new DatagramPacket(new byte[] {7}, 1, address));
      DatagramPacket answer = new DatagramPacket(new byte[1], 1);
      client.receive(answer);
      return answer.getData()[0];
    }
  }

  private static boolean stopBySignal() throws Exception {
    StreamServer server = new StreamServer(ANY, socket -> {});
    try (SignalHandler term = SignalHandler.on("TERM", server::stop)) {
      server.start();
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-TERM", pid).start();
      server.serveForever();
      return term.toString().endsWith("TERM") && !server.isServing();
    }
  }
}
