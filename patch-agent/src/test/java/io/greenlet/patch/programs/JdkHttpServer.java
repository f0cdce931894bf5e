package io.greenlet.patch.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's web server, with a pool that grows. */
public final class JdkHttpServer {
  private static final Meeting MEETING = new Meeting();

  private JdkHttpServer() {}

  /** Argument: the port. */
  public static void main(String[] args) throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    try (ExecutorService pool = Executors.newCachedThreadPool()) {
      HttpServer server = HttpServer.create(address, 200);
      server.setExecutor(pool);
      server.createContext("/", JdkHttpServer::serve);
      server.start();
      System.out.println("port " + server.getAddress().getPort());
      MEETING.awaitStop();
      server.stop(1);
    }
    System.out.println("stopped");
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String answer = MEETING.answer(path, exchange.getRequestURI().getQuery());
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
