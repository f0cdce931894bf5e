package io.greenlet.bench.program;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Many threads that all do the same, at once, and have nothing to do with each other. */
final class Crowd {
  private static final Duration NAP = Duration.ofMillis(10);
  private static final int NAPS = 10;
  private static final int WORKERS = 1_000;

  /** Steps that take about a microsecond. */
  private static final int STEPS = 600;

  /** Where the work goes, so that none of it is left out. */
  private static volatile long worked;

  private Crowd() {}

  static void sleep(Threads threads, int size) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(size);
    for (int i = 0; i < size; i++) {
      threads.start(() -> {
        for (int nap = 0; nap < NAPS; nap++) {
          threads.sleep(NAP);
        }
        ended.countDown();
      });
    }
    ended.await();
  }

  static void park(Threads threads, int size) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(size);
    CountDownLatch ended = new CountDownLatch(size);
    Thread[] parked = new Thread[size];
    for (int i = 0; i < size; i++) {
      int place = i;
      threads.start(() -> {
        parked[place] = Thread.currentThread();
        started.countDown();
        LockSupport.park(parked);
        ended.countDown();
      });
    }
    started.await();
    for (Thread thread : parked) {
      LockSupport.unpark(thread);
    }
    ended.await();
  }

  static void work(Threads threads, int size) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(WORKERS);
    for (int i = 0; i < WORKERS; i++) {
      threads.start(() -> {
        for (int left = size / WORKERS; left > 0; left--) {
          worked = step(left);
          Thread.yield();
        }
        ended.countDown();
      });
    }
    ended.await();
  }

  private static long step(long seed) {
    long number = seed;
    for (int i = 0; i < STEPS; i++) {
      // Without the shift the compiler would fold several steps into one.
      number = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
    }
    return number;
  }
}
