package io.greenlet.demos.ordinary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A chat server with a thread for each client. A client's first line is its name and the second the
 * room it joins, which is answered by {@code joined}; each further one goes to all in the room.
 */
public final class ChatServer {
  /** Clients connect all at the same moment. */
  private static final int BACKLOG = 4096;

  private static final Map<String, Room> ROOMS = new ConcurrentHashMap<>();

  private ChatServer() {}

  /** Who is in a room. All get what is said in it in the same order. */
  private static final class Room {
    private final Set<OutputStream> members = new HashSet<>();

    synchronized void join(OutputStream member) throws IOException {
      members.add(member);
      member.write("joined\n".getBytes(UTF_8));
    }

    synchronized void say(String line) throws IOException {
      byte[] bytes = (line + "\n").getBytes(UTF_8);
      for (OutputStream member : members) {
        member.write(bytes);
      }
    }

    synchronized void leave(OutputStream member) {
      members.remove(member);
    }
  }

  private static void serve(Socket client) {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      OutputStream out = client.getOutputStream();
      String name = in.readLine();
      Room room = ROOMS.computeIfAbsent(in.readLine(), key -> new Room());
      room.join(out);
      try {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          room.say(name + ": " + line);
        }
      } finally {
        room.leave(out);
      }
    } catch (IOException e) {
      System.out.println("Lost a client: " + e);
    }
  }

  /**
   * Serves until it is ended; the first line it prints says where.
   *
   * @param args none
   * @throws IOException if it cannot listen
   */
  public static void main(String[] args) throws IOException {
    try (var listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      System.out.println("Running on port " + listener.getLocalPort());
      while (true) {
        Socket client = listener.accept();
        new Thread(() -> serve(client)).start();
      }
    }
  }
}
