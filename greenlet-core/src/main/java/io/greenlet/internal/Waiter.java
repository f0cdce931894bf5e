package io.greenlet.internal;

import io.greenlet.GreenletError;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One wait of one thread: for a number of signals, or until a time. Every wait of a greenlet that
 * is not the JDK's own goes through here, so this is where kills, timeouts and interrupts come in.
 *
 * <p>Signals come from any thread. On a virtual thread that has no hub it simply parks.
 */
public final class Waiter extends Timer implements EndListeners.Listener {
  /** Waits without limit. */
  public static final long FOREVER = Long.MAX_VALUE;

  private static final VarHandle MISSING;

  static {
    try {
      MISSING = MethodHandles.lookup().findVarHandle(Waiter.class, "missing", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Null on a virtual thread that has no hub. */
  private final @Nullable Strand strand;

  private final Thread thread;

  /** How many signals are still to come; counted down by any thread. */
  @SuppressWarnings("unused")
  private volatile int missing;

  /** Touched only on the waiter's hub. */
  private boolean timeUp;

  /** A wait of the current thread. */
  public Waiter(int signals) {
    this.thread = Thread.currentThread();
    this.strand =
        thread.isVirtual() && Strand.schedulerOf(thread) == null ? null : Strand.current();
    this.missing = signals;
  }

  /** The time by the clock of the current thread's hub, if it has one. */
  public static long now() {
    Strand strand = Strand.currentOrNull();
    return strand == null ? System.nanoTime() : strand.loop().now();
  }

  /** One of the awaited things has happened; from any thread. */
  public void signal() {
    if ((int) MISSING.getAndAdd(this, -1) == 1) {
      wake();
    }
  }

  /** Everything awaited has happened or no longer matters; from any thread. */
  public void release() {
    if ((int) MISSING.getAndSet(this, 0) > 0) {
      wake();
    }
  }

  private void wake() {
    if (strand != null) {
      strand.wake();
    } else {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void ended(Strand ended) {
    signal();
  }

  @Override
  @SuppressWarnings("NullAway") // only a waiter with a strand is added to timers
  void fire() {
    timeUp = true;
    strand.wake();
  }

  public boolean isReleased() {
    return missing <= 0;
  }

  /**
   * Waits, letting the hub run others.
   *
   * @param what it waits for, for messages
   * @param nanos how long at most; {@link #FOREVER} for no limit
   * @return whether all signals came
   */
  public boolean await(Object what, long nanos) throws InterruptedException {
    if (strand == null) {
      return awaitWithoutHub(nanos);
    }
    strand.loop().baton().ensureHeld();
    strand.throwPending();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (isReleased()) {
      return true;
    }
    if (nanos != FOREVER) {
      strand.loop().timers().add(this, strand.loop().deadline(nanos));
    }
    strand.setWaitingFor(what);
    try {
      while (!isReleased() && !timeUp && !strand.hasPending() && !thread.isInterrupted()) {
        strand.pause();
      }
    } finally {
      strand.setWaitingFor(null);
      cancel(false);
    }
    strand.throwPending();
    if (!isReleased() && !timeUp && Thread.interrupted()) {
      throw new InterruptedException();
    }
    return isReleased();
  }

  private boolean awaitWithoutHub(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (!isReleased()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (nanos == FOREVER) {
        LockSupport.park(this);
      } else {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        LockSupport.parkNanos(this, left);
      }
    }
    return true;
  }

  /** Waits for the end of a strand. */
  public static boolean awaitEnd(Strand strand, long nanos) throws InterruptedException {
    if (strand.isDead()) {
      return true;
    }
    Waiter waiter = new Waiter(1);
    if (waiter.strand == strand) {
      throw waitsForItself(strand);
    }
    if (!strand.addListener(waiter)) {
      return true;
    }
    try {
      waiter.await(strand, nanos);
    } finally {
      if (!waiter.isReleased()) {
        strand.removeListener(waiter);
      }
    }
    return strand.isDead();
  }

  private static GreenletError waitsForItself(Strand strand) {
    return new GreenletError(strand + " waits for its own end, which would never come");
  }

  /** Waits for the ends of several strands. */
  public static boolean awaitEnds(Collection<Strand> strands, long nanos)
      throws InterruptedException {
    Waiter waiter = new Waiter(strands.size());
    if (waiter.strand != null && strands.contains(waiter.strand)) {
      throw waitsForItself(waiter.strand);
    }
    List<Strand> watched = new ArrayList<>();
    try {
      for (Strand strand : strands) {
        if (strand.addListener(waiter)) {
          watched.add(strand);
        } else {
          waiter.signal();
        }
      }
      waiter.await("the end of " + strands.size() + " greenlets", nanos);
    } finally {
      if (!waiter.isReleased()) {
        watched.forEach(s -> s.removeListener(waiter));
      }
    }
    return strands.stream().allMatch(Strand::isDead);
  }
}
