package io.greenlet.demos;

import io.greenlet.demos.ordinary.ChatClients;
import io.greenlet.demos.ordinary.ChatServer;
import java.io.IOException;
import java.util.List;

/**
 * An ordinary chat server with a thread for each client, {@link ChatServer}, and 2,000 clients in
 * another process; the server runs without the agent and with it.
 *
 * <p>It prints:
 *
 * <pre>{@code
 * 1/2: ? clients, plain, a thread per client ...
 * 2/2: ? clients, patched, a thread per client ...
 *
 * run                         clients  seconds     x plain  OS threads  peak memory  all good?
 * plain, a thread per client    2,000 ? yes
 * patched, a thread per client  2,000 ? yes
 *
 * Heard ? lines.
 * Processor time: ? instead of ?.
 * Under the agent the same program, unchanged, took ? x the time?.
 * }</pre>
 *
 * <p>Arguments: how many clients (2000), how many of them in a room (50), and how many messages
 * each of them says (5).
 */
final class ChatDemo {
  public static void main(String[] args) throws InterruptedException {
    int clients = Demo.number(args, 0, 2000);
    int inRoom = Demo.number(args, 1, 50);
    int messages = Demo.number(args, 2, 5);
    Demo.main(() -> run(clients, inRoom, messages));
  }

  private static boolean run(int clients, int inRoom, int messages)
      throws IOException, InterruptedException {
    if (!OpenFiles.allow(clients, "%,d clients".formatted(clients))) {
      System.out.println("Raise that limit, or ask for fewer: ./demo ChatDemo CLIENTS");
      return false;
    }
    return new Comparison("a thread per client", "clients", clients)
        .run(measurement -> {
          try (ChildJvm server = ChildJvm.start(measurement.jvmOptions(), ChatServer.class);
              ChildJvm load =
                  ChildJvm.start(
                      List.of(),
                      ChatClients.class,
                      Demo.address(server),
                      clients,
                      inRoom,
                      messages)) {
            return measurement.of(server, load, server);
          }
        });
  }
}
