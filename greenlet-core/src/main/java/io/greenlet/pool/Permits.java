package io.greenlet.pool;

import io.greenlet.internal.Waiter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fair counting semaphore for greenlets. Unlike the JDK's, it drives the hub where a plain thread
 * waits, and gets a kill through as it is. All of it may be used by any thread.
 *
 * <p>A permit is taken by decrementing {@link #free} or by being polled from {@link #waiting}; who
 * adds to one of them then looks at both, so no permit stays free while somebody waits.
 */
final class Permits {
  private final AtomicInteger free;
  private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();

  Permits(int free) {
    this.free = new AtomicInteger(free);
  }

  int free() {
    return free.get();
  }

  /**
   * Takes a permit, waiting for it in the order of arrival.
   *
   * @param what it waits for, for messages
   * @param nanos how long at most; {@link Waiter#FOREVER} for no limit
   * @return false if the time was over first
   */
  boolean acquire(Object what, long nanos) throws InterruptedException {
    if (waiting.isEmpty() && take()) {
      return true;
    }
    Waiter waiter = new Waiter(1);
    waiting.add(waiter);
    distribute();
    boolean granted = false;
    try {
      granted = waiter.await(what, nanos);
      return granted;
    } finally {
      if (!granted && !waiting.remove(waiter)) {
        release(); // It was granted after all, or is being granted.
      }
    }
  }

  void release() {
    free.incrementAndGet();
    distribute();
  }

  private boolean take() {
    int seen = free.get();
    while (seen > 0 && !free.compareAndSet(seen, seen - 1)) {
      seen = free.get();
    }
    return seen > 0;
  }

  private void distribute() {
    while (!waiting.isEmpty() && take()) {
      Waiter next = waiting.poll();
      if (next == null) {
        free.incrementAndGet();
      } else {
        next.signal();
      }
    }
  }
}
