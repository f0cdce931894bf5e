package io.greenlet.demos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The clients of {@link HelloServer}, all at once: each asks for both pages.
 *
 * <p>Arguments: the server's URL, how many clients.
 */
final class HelloClients {
  private static boolean client(URI server, int number) throws IOException {
    String hello = "<h1>hello, client" + number + "!</h1>";
    return fetch(server).equals("<h1>Index</h1>")
        && fetch(server.resolve("hello/client" + number)).equals(hello);
  }

  private static String fetch(URI page) throws IOException {
    try (InputStream body = page.toURL().openStream()) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  public static void main(String[] args) throws Exception {
    URI server = URI.create(args[0]);
    int clients = Integer.parseInt(args[1]);
    int good = 0;
    long start = System.nanoTime();
    // What is measured is the server; a platform thread for each client would be more load than it.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int number = i;
        tasks.add(() -> client(server, number));
      }
      for (Future<Boolean> answered : threads.invokeAll(tasks)) {
        good += answered.get() ? 1 : 0;
      }
    }
    System.out.println("Each client asked for two pages, one after the other.");
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
    System.out.println("Good clients: " + good + " of " + clients);
  }
}
