package io.greenlet.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntUnaryOperator;

/**
 * What a hub has to run: one queue for its own strands, one for what was woken from outside, by
 * descriptors, timers and other threads, and one by which other threads hand things in.
 *
 * <p>In each turn of the hub a slice of the woken runs, then a slice of the others, so that neither
 * keeps the other waiting for long: a server that has just got a connection does not queue behind
 * all clients that still want one, and a flood from outside does not hold up what is here.
 *
 * <p>It never rejects and never blocks, because a continuation that is refused is a thread lost for
 * ever. An element is either a {@link Strand} or, for the continuation of a virtual thread that
 * only borrows the hub and for orders from other threads, any {@link Runnable}.
 */
final class ReadyQueue {
  /** First in, first out. */
  static final IntUnaryOperator FIFO = new Oldest();

  /** Not a lambda, whose bootstrap would delay the start of the first hub. */
  private static final class Oldest implements IntUnaryOperator {
    @Override
    public int applyAsInt(int size) {
      return 0;
    }
  }

  /** How many of each run, at most, before the hub looks outside. */
  static final int SLICE = 16;

  private final IntUnaryOperator order;

  /** Touched only on the hub. */
  private final ArrayDeque<Runnable> local = new ArrayDeque<>();

  /** Touched only on the hub. */
  private final ArrayDeque<Runnable> woken = new ArrayDeque<>();

  /** Added to by any thread, taken from only on the hub. */
  private final Queue<Runnable> external = new ConcurrentLinkedQueue<>();

  /** Where {@link #add} adds. Touched only on the hub. */
  private ArrayDeque<Runnable> target = local;

  /**
   * A queue.
   *
   * @param order given how many are ready, answers which is next, counted from the oldest; other
   *     than {@link #FIFO}, it makes one queue of the two
   */
  ReadyQueue(IntUnaryOperator order) {
    this.order = order;
  }

  /** On the hub only. */
  void add(Runnable ready) {
    target.addLast(ready);
  }

  /** From here to {@link #endWaking}, what is added was woken from outside. On the hub only. */
  void beginWaking() {
    if (order == FIFO) {
      target = woken;
    }
  }

  /** Ends {@link #beginWaking}. */
  void endWaking() {
    target = local;
  }

  /** From any thread; whoever calls has to wake the driver. */
  void addExternal(Runnable ready) {
    external.add(ready);
  }

  /** On the hub only. How many are ready, without those of other threads. */
  int size() {
    return local.size() + woken.size();
  }

  boolean isExternalEmpty() {
    return external.isEmpty();
  }

  /** On the hub only. How many of those woken from outside to run now. */
  int wokenSlice() {
    return Math.min(woken.size(), SLICE);
  }

  /** On the hub only. The next of those woken from outside, or null. */
  @Nullable
  Runnable pollWoken() {
    return woken.pollFirst();
  }

  /** On the hub only. How many of the others to run now. */
  int localSlice() {
    return Math.min(local.size(), SLICE);
  }

  /** On the hub only. The next of the others, or null. */
  @Nullable
  Runnable pollLocal() {
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
    beginWaking();
    for (Runnable r; (r = external.poll()) != null; taken++) {
      add(r);
    }
    endWaking();
    return taken;
  }
}
