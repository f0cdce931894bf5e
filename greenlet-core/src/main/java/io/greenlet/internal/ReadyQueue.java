package io.greenlet.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntUnaryOperator;

/**
 * What a hub has to run: one queue for its own thread, one for all others.
 *
 * <p>It never rejects and never blocks, because a continuation that is refused is a thread lost for
 * ever. An element is either a {@link Strand} or, for the continuation of a virtual thread that
 * only borrows the hub and for orders from other threads, any {@link Runnable}.
 */
final class ReadyQueue {
  /** First in, first out. */
  static final IntUnaryOperator FIFO = size -> 0;

  private final IntUnaryOperator order;

  /** Touched only on the hub. */
  private final ArrayDeque<Runnable> local = new ArrayDeque<>();

  /** Added to by any thread, taken from only on the hub. */
  private final Queue<Runnable> external = new ConcurrentLinkedQueue<>();

  /**
   * A queue.
   *
   * @param order given how many are ready, answers which is next, counted from the oldest
   */
  ReadyQueue(IntUnaryOperator order) {
    this.order = order;
  }

  /** On the hub only. */
  void add(Runnable ready) {
    local.addLast(ready);
  }

  /** From any thread; whoever calls has to wake the driver. */
  void addExternal(Runnable ready) {
    external.add(ready);
  }

  /** On the hub only. How many are ready, without those of other threads. */
  int size() {
    return local.size();
  }

  boolean isExternalEmpty() {
    return external.isEmpty();
  }

  /** On the hub only. The next one, or null. */
  @Nullable
  Runnable poll() {
    if (order != FIFO && local.size() > 1) {
      for (int skip = order.applyAsInt(local.size()); skip > 0; skip--) {
        local.addLast(local.pollFirst());
      }
    }
    return local.pollFirst();
  }

  /** On the hub only. Lines up what other threads have added; answers how many. */
  int takeExternal() {
    int taken = 0;
    for (Runnable r; (r = external.poll()) != null; taken++) {
      local.addLast(r);
    }
    return taken;
  }
}
