package io.greenlet.battery;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A platform thread that wakes an operation which nothing else has ended in time, so that the
 * battery can tell what does not work instead of hanging in it.
 */
@SuppressWarnings("try") // that close() may be interrupted is for the one who closes
final class WatchDog implements AutoCloseable {
  /** Patience from now on; zero for no longer. */
  private final BlockingQueue<Duration> orders = new LinkedBlockingQueue<>();

  private final Thread thread;
  private volatile boolean barked;

  WatchDog(Duration patience, Runnable wake) {
    orders.add(patience);
    thread = new Thread(() -> watch(wake), "foreign watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch(Runnable wake) {
    try {
      Duration patience = orders.take();
      while (patience != null && patience.isPositive()) {
        long nanos = patience.toNanos();
        patience = orders.poll(nanos, TimeUnit.NANOSECONDS);
      }
      if (patience == null) {
        barked = true;
        wake.run();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void waitNoLongerThan(Duration patience) {
    orders.add(patience);
  }

  boolean hasBarked() {
    return barked;
  }

  @Override
  public void close() throws InterruptedException {
    orders.add(Duration.ZERO);
    thread.join();
  }
}
