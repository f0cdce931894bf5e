package io.greenlet.patch.programs;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What the web servers here serve: requests that wait for each other. */
final class Meeting {
  /** By how many it takes; guarded by itself. */
  private final Map<Integer, CountDownLatch> latches = new HashMap<>();

  private final AtomicInteger total = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** The answer to a request, which for {@code /meet?of=N} comes only when N have asked. */
  String answer(String path, String query) throws InterruptedException {
    switch (path) {
      case "/meet" -> {
        int of = Integer.parseInt(query.replaceAll(".*of=(\\d+).*", "$1"));
        CountDownLatch latch = latch(of);
        latch.countDown();
        latch.await();
        total.incrementAndGet();
        return query + " virtual " + Thread.currentThread().isVirtual();
      }
      case "/total" -> {
        return "total " + total;
      }
      default -> {
        stopped.countDown();
        return "stopping";
      }
    }
  }

  private CountDownLatch latch(int of) {
    synchronized (latches) {
      return latches.computeIfAbsent(of, CountDownLatch::new);
    }
  }

  /** Waits for a request to stop. */
  void awaitStop() throws InterruptedException {
    stopped.await();
  }
}
