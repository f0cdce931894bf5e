package io.greenlet.internal;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Several strands in the order in which they end, for one thread that waits for them. Strands may
 * end on any hub; everything else is for that one thread.
 */
public final class Completions implements AutoCloseable {
  /** What the strands know of this: not enough to keep it, should its user just go away. */
  private static final class Watch extends WeakReference<Completions>
      implements EndListeners.Listener {
    Watch(Completions completions) {
      super(completions);
    }

    @Override
    public void ended(Strand strand) {
      Completions completions = get();
      if (completions != null) {
        completions.ended(strand);
      }
    }
  }

  private final Collection<Strand> watched;
  private final Watch watch = new Watch(this);

  /** Filled by any thread. */
  private final Queue<Strand> done = new ConcurrentLinkedQueue<>();

  /** The wait in progress; read by any thread. */
  private volatile @Nullable Waiter waiter;

  /** When to wait no longer, by the waiting hub's clock; only with a limit. */
  private final long deadline;

  private final boolean limited;

  /**
   * Watches strands.
   *
   * @param strands without duplicates
   * @param nanos how long to wait in all; {@link Waiter#FOREVER} for no limit
   */
  public Completions(Collection<Strand> strands, long nanos) {
    this.watched = strands;
    this.limited = nanos != Waiter.FOREVER;
    this.deadline = limited ? Waiter.now() + nanos : 0;
    for (Strand strand : strands) {
      strand.removeListeners(l -> l instanceof Watch left && left.refersTo(null));
      if (!strand.addListener(watch)) {
        done.add(strand);
      }
    }
  }

  private void ended(Strand strand) {
    done.add(strand);
    Waiter waiting = waiter;
    if (waiting != null) {
      waiting.signal();
    }
  }

  /**
   * The next one that has ended, waiting for it if there is none yet. To be called only while some
   * have not been returned.
   *
   * @return null if the time was over first
   */
  public @Nullable Strand next() throws InterruptedException {
    Strand next = done.poll();
    while (next == null && awaitOne()) {
      next = done.poll();
    }
    return next;
  }

  /** False if the time was over. True may be about one that was returned already. */
  private boolean awaitOne() throws InterruptedException {
    Waiter wait = new Waiter(1);
    waiter = wait;
    try {
      long left = limited ? Math.max(deadline - Waiter.now(), 0) : Waiter.FOREVER;
      return !done.isEmpty() || wait.await("the next of " + watched.size() + " greenlets", left);
    } finally {
      waiter = null;
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    for (Strand strand : watched) {
      strand.removeListener(watch);
    }
  }
}
