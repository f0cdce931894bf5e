package io.greenlet.demos;

import static io.greenlet.Greenlets.spawn;

import com.sun.net.httpserver.HttpServer;
import io.greenlet.Greenlet;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/**
 * Program 13: a request whose answer a callback gets, and one whose answer is asked for. In Python,
 * with asyncio and requests:
 *
 * <pre>{@code
 * async def request():
 *     return requests.get(url).status_code
 *
 * def callback(task):
 *     print('Status:', task.result())
 *
 * task = asyncio.ensure_future(request())
 * task.add_done_callback(callback)
 * print('Task:', task)
 * loop.run_until_complete(task)
 * print('Task:', task)
 *
 * task = asyncio.ensure_future(request())
 * loop.run_until_complete(task)
 * print('Status:', task.result())
 * }</pre>
 *
 * <p>It prints, the name of the hub apart:
 *
 * <pre>{@code
 * Task: Greenlet-1 [scheduled, hub ?]
 * Status: 200
 * Task: Greenlet-1 [dead, hub ?]
 * Status: 200
 * }</pre>
 *
 * <p>Where the text asks a site, this one asks a server of its own.
 */
final class DoneCallback {
  static URL url;

  static int request() throws IOException {
    return ((HttpURLConnection) url.openConnection()).getResponseCode();
  }

  static void callback(Greenlet<Integer> task) {
    System.out.println("Status: " + task.value());
  }

  public static void main(String[] args) throws Exception {
    HttpServer server = SlowServer.start(0, 0);
    url = SlowServer.url(server).toURL();

    var task = spawn(() -> request());
    task.link(DoneCallback::callback);
    System.out.println("Task: " + task);
    task.join();
    System.out.println("Task: " + task);

    task = spawn(() -> request());
    System.out.println("Status: " + task.get());
    server.stop(0);
  }
}
