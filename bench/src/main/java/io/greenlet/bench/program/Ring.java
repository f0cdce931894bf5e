package io.greenlet.bench.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Threads in a ring, one of which has the turn, passes it on and parks. */
final class Ring {
  static final int THREADS = 503;

  private final Thread[] ring = new Thread[THREADS];
  private final CountDownLatch ready = new CountDownLatch(THREADS);
  private final CountDownLatch ended = new CountDownLatch(THREADS);
  private int left; // whoever has the turn
  private volatile int turn = -1;

  Ring(int hops) {
    left = hops;
  }

  void run(Threads threads) throws InterruptedException {
    for (int i = 0; i < THREADS; i++) {
      int place = i;
      threads.start(() -> passOn(place));
    }
    ready.await();
    give(0);
    ended.await();
  }

  private void passOn(int place) {
    ring[place] = Thread.currentThread();
    ready.countDown();
    int next = (place + 1) % THREADS;
    boolean over = false;
    while (!over) {
      while (turn != place) {
        LockSupport.park(this);
      }
      // In the last round each of them learns that it is over.
      over = --left < 0;
      give(next);
    }
    ended.countDown();
  }

  private void give(int next) {
    turn = next;
    LockSupport.unpark(ring[next]);
  }
}
