package io.greenlet.demos;

import static io.greenlet.Greenlets.gather;
import static io.greenlet.Greenlets.spawn;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.greenlet.HubGroup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Program 15: a hundred requests of a page that takes its time, one after the other, by a thread
 * for each core, by greenlets of one hub, and by those of a hub for each core. In Python, with
 * requests, multiprocessing and aiomultiprocess:
 *
 * <pre>{@code
 * for _ in range(100):                                             # 305 s
 *     request()
 *
 * pool = multiprocessing.Pool(cpu_count)                           # 48 s
 * pool.map(request, range(100))
 *
 * tasks = [asyncio.ensure_future(request()) for _ in range(100)]   # 3.1 s
 * loop.run_until_complete(asyncio.wait(tasks))
 *
 * async with Pool() as pool:                                       # 3.1 s
 *     result = await pool.map(get, urls)
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * Cpu count: ?
 * Sequential:
 * Cost time: ?
 * Good answers: 100 of 100
 * A thread per core:
 * Cost time: ?
 * Good answers: 100 of 100
 * One hub:
 * Cost time: ?
 * Good answers: 100 of 100
 * A hub per core:
 * Cost time: ?
 * Good answers: 100 of 100
 * }</pre>
 *
 * <p>There a page takes three seconds; here the argument says how many milliseconds (100). The four
 * take a hundred times that, this divided by the cores, and twice about that of one page.
 */
final class HundredRequests {
  static final int REQUESTS = 100;
  static final int CORES = Runtime.getRuntime().availableProcessors();

  static final List<Callable<String>> ALL = Collections.nCopies(REQUESTS, HundredRequests::request);

  static URL url;

  static String request() throws IOException {
    try (InputStream body = url.openStream()) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  static List<String> sequential() throws IOException {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(request());
    }
    return answers;
  }

  static List<String> threadPerCore() throws InterruptedException {
    try (var pool = Executors.newFixedThreadPool(CORES)) {
      return pool.invokeAll(ALL).stream().map(Future::resultNow).toList();
    }
  }

  static List<String> oneHub() throws InterruptedException {
    return gather(ALL.stream().map(request -> spawn(request)).toList());
  }

  static List<String> hubPerCore() throws InterruptedException {
    try (var hubs = HubGroup.of(CORES)) {
      return gather(ALL.stream().map(request -> hubs.spawn(request)).toList());
    }
  }

  static void time(String what, Callable<List<String>> way) throws Exception {
    System.out.println(what + ":");
    long start = System.nanoTime();
    List<String> answers = way.call();
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
    long good = answers.stream().filter("Hello!"::equals).count();
    System.out.println("Good answers: " + good + " of " + REQUESTS);
  }

  public static void main(String[] args) throws Exception {
    HttpServer server = SlowServer.start(args.length > 0 ? Long.parseLong(args[0]) : 100, 0);
    url = SlowServer.url(server).toURL();

    System.out.println("Cpu count: " + CORES);
    time("Sequential", HundredRequests::sequential);
    time("A thread per core", HundredRequests::threadPerCore);
    time("One hub", HundredRequests::oneHub);
    time("A hub per core", HundredRequests::hubPerCore);
    server.stop(0);
  }
}
