package io.greenlet.patch.programs;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints how races for a thread's start, interrupt and end come out, which is always the same. */
public final class Races {
  private static final int ROUNDS = 300;
  private static final int CHAIN = 500;

  private Races() {}

  public static void main(String[] args) throws Exception {
    doubleStarts();
    interruptedStarts();
    chainOfJoins();
  }

  /** Of two starts one succeeds, and the thread runs once. */
  private static void doubleStarts() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < ROUNDS; i++) {
        Thread thread = new Thread(runs::incrementAndGet);
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Void> start =
            () -> {
              together.await();
              try {
                thread.start();
              } catch (IllegalThreadStateException e) {
                refusals.incrementAndGet();
              }
              return null;
            };
        Future<Void> first = pool.submit(start);
        Future<Void> second = pool.submit(start);
        first.get();
        second.get();
        thread.join();
      }
    }
    System.out.println("runs " + runs + ", refused " + refusals);
  }

  /** An interrupt is seen, whether it comes before the start, after it, or at the same time. */
  private static void interruptedStarts() throws InterruptedException {
    AtomicInteger seen = new AtomicInteger();
    for (int i = 0; i < ROUNDS; i++) {
      Thread victim = new Thread(() -> sleepForever(seen));
      Thread killer = new Thread(victim::interrupt);
      Thread first = i % 2 == 0 ? victim : killer;
      Thread second = i % 2 == 0 ? killer : victim;
      first.start();
      second.start();
      victim.join();
      killer.join();
    }
    System.out.println("interrupts seen " + seen);
  }

  private static void sleepForever(AtomicInteger interrupts) {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      interrupts.incrementAndGet();
    }
  }

  /** Each thread joins the one before it, which starts later; the first waits for nobody. */
  private static void chainOfJoins() throws InterruptedException {
    Thread[] chain = new Thread[CHAIN];
    AtomicInteger joined = new AtomicInteger();
    chain[0] = new Thread(joined::incrementAndGet);
    for (int i = 1; i < CHAIN; i++) {
      Thread before = chain[i - 1];
      chain[i] = new Thread(() -> joinThen(before, joined));
    }
    for (int i = CHAIN - 1; i >= 0; i--) {
      chain[i].start();
    }
    chain[CHAIN - 1].join();
    System.out.println("ended " + joined);
  }

  private static void joinThen(Thread before, AtomicInteger joined) {
    try {
      // One that has not started counts as ended, for join: it has to be waited for by its state.
      Until.isTrue(() -> before.getState() != Thread.State.NEW);
      before.join();
      joined.incrementAndGet();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
