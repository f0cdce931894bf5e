package io.greenlet.demos.ordinary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clients of {@link ChatServer}, all in one process. When all have joined their rooms each says
 * something, again when it has heard itself, and so on, until it has heard what all in the room
 * have to say.
 */
public final class ChatClients {
  private final int port;
  private final int clients;
  private final int inRoom;
  private final int messages;
  private final CountDownLatch toJoin;
  private final AtomicLong heard = new AtomicLong();
  private final AtomicInteger good = new AtomicInteger();

  private ChatClients(int port, int clients, int inRoom, int messages) {
    this.port = port;
    this.clients = clients;
    this.inRoom = inRoom;
    this.messages = messages;
    this.toJoin = new CountDownLatch(clients);
  }

  private void client(int number) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      say(socket, "client" + number + "\nroom" + number / inRoom);
      if (!"joined".equals(in.readLine())) {
        throw new IOException("client " + number + " was not let in");
      }
      toJoin.countDown();
      toJoin.await();
      int room = number / inRoom * inRoom;
      chat("client" + number, Math.min(inRoom, clients - room), socket, in);
      good.incrementAndGet();
    } catch (IOException | InterruptedException e) {
      System.out.println("No chat: " + e);
      toJoin.countDown();
    }
  }

  /** Hears everything that is said in the room, in the order in which each member says it. */
  private void chat(String name, int members, Socket socket, BufferedReader in) throws IOException {
    Map<String, Integer> said = new HashMap<>();
    say(socket, "message 1");
    for (int i = 0; i < members * messages; i++) {
      String line = in.readLine();
      if (line == null) {
        throw new EOFException(name + " was cut off");
      }
      heard.incrementAndGet();
      String sender = line.substring(0, line.indexOf(':'));
      int number = said.merge(sender, 1, Integer::sum);
      if (!line.endsWith(": message " + number)) {
        throw new IOException(name + " expected message " + number + " and heard " + line);
      }
      if (sender.equals(name) && number < messages) {
        say(socket, "message " + (number + 1));
      }
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
  }

  /**
   * Runs them all, and says how many were served well.
   *
   * @param args the server's port, how many clients, how many in a room, how many messages of each
   */
  public static void main(String[] args) {
    int clients = Integer.parseInt(args[1]);
    var all =
        new ChatClients(
            Integer.parseInt(args[0]),
            clients,
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]));
    long start = System.nanoTime();
    // What is measured is the server; a platform thread for each client would be more load than it.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        int number = i;
        threads.execute(() -> all.client(number));
      }
    }
    System.out.println("Heard " + all.heard + " lines.");
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
    System.out.println("Good clients: " + all.good + " of " + clients);
  }
}
