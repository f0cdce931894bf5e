package io.greenlet.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntUnaryOperator;

/**
 * What a hub has to run: one queue for its own thread, one for all others.
 *
 * <p>Those of other threads, who have waited elsewhere for a socket or a lock, are let in ahead of
 * what is ready: one that accepts connections would else get its turn after all who connect, and
 * its backlog is shorter than their number. They are let in a few at a time, and not again before
 * some of the hub's own have run, so neither starves the other.
 *
 * <p>It never rejects and never blocks, because a continuation that is refused is a thread lost for
 * ever. An element is either a {@link Strand} or, for the continuation of a virtual thread that
 * only borrows the hub and for orders from other threads, any {@link Runnable}.
 */
final class ReadyQueue {
  /** How many of its own a hub runs before it lets those of other threads in again. */
  static final int SHARE = 16;

  /** How many of other threads' it lets in at once. */
  private static final int MOST_LET_IN = 64;

  /** First in, first out. */
  static final IntUnaryOperator FIFO = size -> 0;

  private final IntUnaryOperator order;

  /** The hub's own. Touched only on the hub. */
  private final ArrayDeque<Runnable> local = new ArrayDeque<>();

  /** Those of other threads that were let in, which are first. Touched only on the hub. */
  private final ArrayDeque<Runnable> letIn = new ArrayDeque<>();

  /** How many of its own the hub has run since it let others in. Touched only on the hub. */
  private int own = SHARE;

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

  /** On the hub only. How many are ready, without those of other threads not let in yet. */
  int size() {
    return letIn.size() + local.size();
  }

  boolean isExternalEmpty() {
    return external.isEmpty();
  }

  /** On the hub only. The next one, or null. */
  @Nullable
  Runnable poll() {
    Runnable first = letIn.pollFirst();
    if (first != null) {
      return first;
    }
    own++;
    if (order != FIFO && local.size() > 1) {
      for (int skip = order.applyAsInt(local.size()); skip > 0; skip--) {
        local.addLast(local.pollFirst());
      }
    }
    return local.pollFirst();
  }

  /** On the hub only. Whether it is the turn of those of other threads. */
  boolean isTurnOfExternal() {
    return letIn.isEmpty() && (local.isEmpty() || own >= SHARE);
  }

  /** On the hub only. Lets some in that other threads have added; answers how many. */
  int takeExternal() {
    // Where an order is given, it alone decides who is next.
    ArrayDeque<Runnable> to = order == FIFO ? letIn : local;
    int taken = 0;
    for (Runnable r; taken < MOST_LET_IN && (r = external.poll()) != null; taken++) {
      to.addLast(r);
    }
    if (taken > 0) {
      own = 0;
    }
    return taken;
  }
}
