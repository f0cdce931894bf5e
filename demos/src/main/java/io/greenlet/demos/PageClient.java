package io.greenlet.demos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Program 14, the client: fetches the same page many times, one after the other or with a thread
 * for each. In Python, with requests:
 *
 * <pre>{@code
 * def request():
 *     return requests.get(url).text
 *
 * start = time.time()
 * for _ in range(100):
 *     request()
 * print('Cost time:', time.time() - start)
 * }</pre>
 *
 * <p>It prints, of 100 pages:
 *
 * <pre>{@code
 * Cost time: ?
 * Good answers: 100 of 100
 * }</pre>
 *
 * <p>An ordinary blocking program that knows nothing of greenlets: it is started with and without
 * {@code -javaagent} and is the same program both times. Arguments: the URL, how many times, {@code
 * sequential} or {@code threads}. Ends with 1 if an answer was not the page.
 */
final class PageClient {
  private static final AtomicInteger good = new AtomicInteger();

  private static void request(URL url) {
    try {
      var connection = (HttpURLConnection) url.openConnection();
      try (InputStream body = connection.getInputStream()) {
        if (new String(body.readAllBytes(), UTF_8).equals("Hello!")) {
          good.incrementAndGet();
        }
      }
    } catch (IOException e) {
      System.err.println("No answer: " + e);
    }
  }

  private static void sequential(URL url, int count) {
    for (int i = 0; i < count; i++) {
      request(url);
    }
  }

  private static void threads(URL url, int count) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> request(url));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  public static void main(String[] args) throws Exception {
    URL url = URI.create(args[0]).toURL();
    int count = Integer.parseInt(args[1]);

    long start = System.nanoTime();
    if (args[2].equals("threads")) {
      threads(url, count);
    } else {
      sequential(url, count);
    }
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);

    System.out.println("Good answers: " + good + " of " + count);
    System.exit(good.get() == count ? 0 : 1);
  }
}
