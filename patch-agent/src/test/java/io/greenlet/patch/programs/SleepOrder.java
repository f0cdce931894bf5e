package io.greenlet.patch.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Wakes threads in the order of their sleeps, each way of waiting for a time among them. */
public final class SleepOrder {
  private static final int STEP_MILLIS = 60;

  private SleepOrder() {}

  private interface Wait {
    void millis(int millis) throws InterruptedException;
  }

  public static void main(String[] args) throws Exception {
    ConcurrentLinkedQueue<String> woken = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    threads.add(waiter(woken, "sleep", 5, Thread::sleep));
    threads.add(waiter(woken, "wait", 4, SleepOrder::waitForNothing));
    threads.add(waiter(woken, "poll", 3, SleepOrder::pollNothing));
    threads.add(waiter(woken, "park", 2, SleepOrder::park));
    threads.add(waiter(woken, "join", 1, millis -> Thread.currentThread().join(millis)));
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(String.join(" ", woken));
  }

  private static Thread waiter(
      ConcurrentLinkedQueue<String> woken, String name, int steps, Wait wait) {
    return new Thread(() -> {
      try {
        wait.millis(steps * STEP_MILLIS);
        woken.add(name);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }

  private static void waitForNothing(int millis) throws InterruptedException {
    Object nothing = new Object();
    synchronized (nothing) {
      nothing.wait(millis);
    }
  }

  private static void pollNothing(int millis) throws InterruptedException {
    new java.util.concurrent.LinkedBlockingQueue<String>()
        .poll(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  private static void park(int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (end - System.nanoTime() > 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
