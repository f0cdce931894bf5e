package io.greenlet.demos.ordinary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * A site for {@link Crawler}: page {@code n} links to the pages {@code 10 n + 1} to {@code 10 n +
 * 10}, as far as there are so many, and back to the one it was linked from.
 */
public final class LocalSite {
  /** All threads of a crawler connect at the same moment. */
  private static final int BACKLOG = 4096;

  private final int pages;
  private final long delayMillis;

  private LocalSite(int pages, long delayMillis) {
    this.pages = pages;
    this.delayMillis = delayMillis;
  }

  /**
   * Serves until it is ended; the first line it prints says where.
   *
   * @param args how many pages, each page's delay in milliseconds
   * @throws IOException if it cannot listen
   */
  public static void main(String[] args) throws IOException {
    var site = new LocalSite(Integer.parseInt(args[0]), Long.parseLong(args[1]));
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.createContext("/", site::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    System.out.println("Running on http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      Thread.sleep(delayMillis);
    } catch (InterruptedException e) {
      throw new IOException("interrupted while making a page", e);
    }
    String path = exchange.getRequestURI().getPath();
    int number = path.equals("/") ? 0 : Integer.parseInt(path.substring(1));
    byte[] page = page(number).getBytes(UTF_8);
    exchange.sendResponseHeaders(number < pages ? 200 : 404, page.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(page);
    }
  }

  private String page(int number) {
    var html = new StringBuilder("<h1>Page " + number + "</h1>\n");
    link(html, (number - 1) / 10);
    for (int i = 1; i <= 10 && 10 * number + i < pages; i++) {
      link(html, 10 * number + i);
    }
    return html.toString();
  }

  private static void link(StringBuilder html, int number) {
    html.append("<a href=\"/").append(number == 0 ? "" : number).append("\">more</a>\n");
  }
}
