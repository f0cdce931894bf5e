package io.greenlet.patch.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a server of its own, both of which agents that trace calls know to weave. */
public final class Traced {
  private Traced() {}

  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = Thread.currentThread().getName().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/asked");
    try (ExecutorService serving = Executors.newFixedThreadPool(1);
        ExecutorService asking = Executors.newFixedThreadPool(1)) {
      server.setExecutor(serving);
      server.start();
      for (int i = 0; i < 3; i++) {
        Future<String> answer = asking.submit(() -> ask(uri));
        System.out.println("answered by " + answer.get());
      }
      server.stop(0);
    }
  }

  private static String ask(URI uri) {
    try (InputStream body = uri.toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
