package io.greenlet.demos;

import io.greenlet.demos.ordinary.Crawler;
import io.greenlet.demos.ordinary.LocalSite;
import java.io.IOException;
import java.util.List;

/**
 * An ordinary crawler, {@link Crawler}, and a site of 2,000 pages in another process; the crawler
 * runs without the agent and with it.
 *
 * <p>It prints:
 *
 * <pre>{@code
 * 1/2: ? pages, plain, a pool of 200 ...
 * 2/2: ? pages, patched, a pool of 200 ...
 *
 * run                           pages  seconds     x plain  OS threads  peak memory  all good?
 * plain, a pool of 200          2,000 ? yes
 * patched, a pool of 200        2,000 ? yes
 *
 * Followed 3999 links to 2000 pages.
 * Processor time: ? instead of ?.
 * Under the agent the same program, unchanged, took ? x the time?.
 * }</pre>
 *
 * <p>Arguments: how many pages (2000), each page's delay in milliseconds (100), and how many
 * threads the crawler has (200).
 */
final class CrawlerDemo {
  public static void main(String[] args) throws InterruptedException {
    int pages = Demo.number(args, 0, 2000);
    int delay = Demo.number(args, 1, 100);
    int threads = Demo.number(args, 2, 200);
    Demo.main(() -> run(pages, delay, threads));
  }

  private static boolean run(int pages, int delay, int threads)
      throws IOException, InterruptedException {
    try (ChildJvm site = ChildJvm.start(List.of(), LocalSite.class, pages, delay)) {
      String url = Demo.address(site);
      return new Comparison("a pool of %,d".formatted(threads), "pages", pages)
          .run(measurement -> {
            try (ChildJvm crawler =
                ChildJvm.start(measurement.jvmOptions(), Crawler.class, url, threads, pages)) {
              return measurement.of(crawler, crawler, site);
            }
          });
    }
  }
}
