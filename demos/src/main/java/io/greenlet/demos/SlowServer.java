package io.greenlet.demos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Program 14, the server: its one page takes three seconds, and each request has a thread of its
 * own. In Python, with Flask:
 *
 * <pre>{@code
 * app = Flask(__name__)
 *
 * @app.route('/')
 * def index():
 *     time.sleep(3)
 *     return 'Hello!'
 *
 * if __name__ == '__main__':
 *     app.run(threaded=True)
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * Running on http://127.0.0.1:?/
 * }</pre>
 *
 * <p>An ordinary program that knows nothing of greenlets. Arguments: the page's delay in
 * milliseconds (3000), the port (0: one that is free).
 */
final class SlowServer {
  /** The clients of the demonstration connect all at the same moment. */
  private static final int BACKLOG = 4096;

  private static void index(HttpExchange exchange, long delayMillis) throws IOException {
    try {
      Thread.sleep(delayMillis);
    } catch (InterruptedException e) {
      throw new IOException("interrupted while making the page", e);
    }
    byte[] page = "Hello!".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, page.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(page);
    }
  }

  static HttpServer start(long delayMillis, int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer app = HttpServer.create(address, BACKLOG);
    app.createContext("/", exchange -> index(exchange, delayMillis));
    app.setExecutor(request -> new Thread(request).start());
    app.start();
    return app;
  }

  static URI url(HttpServer app) {
    return URI.create("http://127.0.0.1:" + app.getAddress().getPort() + "/");
  }

  public static void main(String[] args) throws IOException {
    long delayMillis = args.length > 0 ? Long.parseLong(args[0]) : 3000;
    int port = args.length > 1 ? Integer.parseInt(args[1]) : 0;

    HttpServer app = start(delayMillis, port);
    System.out.println("Running on " + url(app));
  }
}
