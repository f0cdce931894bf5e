package io.greenlet.demos.ordinary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches every page of a site that can be reached from its first one, each once, with a pool of
 * blocking threads.
 */
public final class Crawler {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");

  private final ExecutorService threads;
  private final Set<URI> seen = ConcurrentHashMap.newKeySet();
  private final AtomicInteger links = new AtomicInteger();
  private final AtomicInteger good = new AtomicInteger();

  /** Pages that were seen and not yet searched. */
  private final AtomicInteger open = new AtomicInteger();

  private final CountDownLatch done = new CountDownLatch(1);

  private Crawler(ExecutorService threads) {
    this.threads = threads;
  }

  private void see(URI page) {
    if (seen.add(page)) {
      open.incrementAndGet();
      threads.execute(() -> visit(page));
    }
  }

  private void visit(URI page) {
    try {
      Matcher link = LINK.matcher(fetch(page));
      good.incrementAndGet();
      while (link.find()) {
        links.incrementAndGet();
        see(page.resolve(link.group(1)));
      }
    } catch (IOException e) {
      System.err.println("No page: " + e);
    } finally {
      if (open.decrementAndGet() == 0) {
        done.countDown();
      }
    }
  }

  private static String fetch(URI page) throws IOException {
    var connection = (HttpURLConnection) page.toURL().openConnection();
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  /**
   * Crawls, and says what was found.
   *
   * @param args the URL of the first page, how many threads, how many pages there should be
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    int pages = Integer.parseInt(args[2]);
    long start = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(Integer.parseInt(args[1]))) {
      var crawler = new Crawler(threads);
      crawler.see(URI.create(args[0]));
      crawler.done.await();

      System.out.println(
          "Followed " + crawler.links + " links to " + crawler.seen.size() + " pages.");
      System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
      System.out.println("Good pages: " + crawler.good + " of " + pages);
    }
  }
}
