package io.greenlet.demos;

import java.io.IOException;
import java.util.List;

/**
 * Program 18: {@link HelloServer} without the agent and with it, and many clients at once, each of
 * which waits for its own two pages only.
 *
 * <p>It prints:
 *
 * <pre>{@code
 * 1/2: ? clients, plain, a thread each ...
 * 2/2: ? clients, patched, a thread each ...
 *
 * run                         clients  seconds     x plain  OS threads  peak memory  all good?
 * plain, a thread each            500 ? yes
 * patched, a thread each          500 ? yes
 *
 * Each client asked for two pages, one after the other.
 * Processor time: ? instead of ?.
 * Under the agent the same program, unchanged, took ? x the time?.
 * }</pre>
 *
 * <p>Arguments: how many clients (500), and the wait in each page in milliseconds (500).
 */
final class HelloDemo {
  public static void main(String[] args) throws InterruptedException {
    int clients = Demo.number(args, 0, 500);
    int wait = Demo.number(args, 1, 500);
    Demo.main(() -> run(clients, wait));
  }

  private static boolean run(int clients, int wait) throws IOException, InterruptedException {
    return new Comparison("a thread each", "clients", clients)
        .run(measurement -> {
          try (ChildJvm server = ChildJvm.start(measurement.jvmOptions(), HelloServer.class, wait);
              ChildJvm load =
                  ChildJvm.start(List.of(), HelloClients.class, Demo.address(server), clients)) {
            return measurement.of(server, load, server);
          }
        });
  }
}
