package io.greenlet.patch.programs;

import java.util.concurrent.CountDownLatch;

/** A thread that wakes up every two milliseconds, which is seen to go on, or not to. */
final class Ticks implements AutoCloseable {
  /** The least of about 50 in 100 ms, on however busy a machine. */
  private static final int MANY = 3;

  private static final long PERIOD_MILLIS = 2;

  private final Thread thread = new Thread(this::run);
  private final CountDownLatch begun = new CountDownLatch(1);

  /** Written by the thread, and before it counts. */
  private volatile int count;

  private Ticks() {}

  /** Starts one, and waits until it runs. */
  static Ticks start() {
    Ticks ticks = new Ticks();
    ticks.thread.start();
    try {
      ticks.begun.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return ticks;
  }

  private void run() {
    begun.countDown();
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        count++;
      }
    } catch (InterruptedException e) {
      // It is over.
    }
  }

  int count() {
    return count;
  }

  /** Whether there were more than the begin and the end of a call may let through. */
  boolean manySince(int before) {
    return count - before >= MANY;
  }

  boolean many() {
    return manySince(0);
  }

  /** Waits, as others run, for the next one. */
  void await() {
    int before = count;
    while (count == before) {
      Thread.yield();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
