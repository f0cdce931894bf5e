package io.greenlet.demos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * Program 18: a web server with two pages, each with a wait in it. In Python, with aiohttp:
 *
 * <pre>{@code
 * async def index(request):
 *     await asyncio.sleep(0.5)
 *     return web.Response(body=b'<h1>Index</h1>', content_type='text/html')
 *
 * async def hello(request):
 *     await asyncio.sleep(0.5)
 *     text = '<h1>hello, %s!</h1>' % request.match_info['name']
 *     return web.Response(body=text.encode('utf-8'), content_type='text/html')
 *
 * app.router.add_route('GET', '/', index)
 * app.router.add_route('GET', '/hello/{name}', hello)
 * srv = await loop.create_server(app.make_handler(), '127.0.0.1', 8000)
 * print('Server started at http://127.0.0.1:8000...')
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * Server started at http://127.0.0.1:?/...
 * }</pre>
 *
 * <p>There is then {@code <h1>Index</h1>} at {@code /}, and {@code <h1>hello, egon!</h1>} at {@code
 * /hello/egon}. An ordinary blocking program that knows nothing of greenlets; {@link HelloDemo}
 * runs it with and without the agent. Arguments: the wait in milliseconds (500), the port (0: one
 * that is free).
 */
final class HelloServer {
  /** The clients of the demonstration connect all at the same moment. */
  static final int BACKLOG = 4096;

  static long waitMillis = 500;

  static void index(HttpExchange request) throws IOException {
    respond(request, "<h1>Index</h1>");
  }

  static void hello(HttpExchange request) throws IOException {
    String name = request.getRequestURI().getPath().substring("/hello/".length());
    respond(request, "<h1>hello, " + name + "!</h1>");
  }

  static void respond(HttpExchange request, String text) throws IOException {
    try {
      Thread.sleep(waitMillis);
    } catch (InterruptedException e) {
      throw new IOException("interrupted while making the page", e);
    }
    byte[] body = text.getBytes(UTF_8);
    request.getResponseHeaders().set("Content-Type", "text/html");
    request.sendResponseHeaders(200, body.length);
    request.getResponseBody().write(body);
    request.close();
  }

  public static void main(String[] args) throws IOException {
    waitMillis = args.length > 0 ? Long.parseLong(args[0]) : 500;
    int port = args.length > 1 ? Integer.parseInt(args[1]) : 0;

    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer app = HttpServer.create(address, BACKLOG);
    app.createContext("/", HelloServer::index);
    app.createContext("/hello/", HelloServer::hello);
    app.setExecutor(Executors.newCachedThreadPool());
    app.start();
    int listening = app.getAddress().getPort();
    System.out.println("Server started at http://127.0.0.1:" + listening + "/...");
  }
}
