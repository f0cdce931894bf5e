package io.greenlet.sync;

import io.greenlet.internal.Durations;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import io.greenlet.internal.Waiter;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A flag that greenlets wait for, and that can be cleared and set again; {@code await} switches to
 * others, the other methods do not. gevent: {@code event.Event}.
 *
 * <p>To set it wakes everybody who waits at that moment, in the order in which they came, and their
 * {@code await} tells so even if the flag is cleared before they run. A {@link
 * java.util.concurrent.CountDownLatch} cannot be cleared, and a condition forgets a signal that
 * nobody waits for.
 *
 * <p>Thread rule: all methods may be called from any thread. On a plain thread {@code await} drives
 * the thread's hub.
 */
public final class Event {
  /** Those who wait for one and the same {@link #set}. Touched by any thread. */
  private static final class Round {
    final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    volatile boolean over;
  }

  /** The present round; null while the event is set. */
  private final AtomicReference<@Nullable Round> round = new AtomicReference<>(new Round());

  /** How many have been woken and have not run yet. */
  private final AtomicInteger waking = new AtomicInteger();

  /** An event that is not set. */
  public Event() {}

  /**
   * Tells whether the flag is set; does not switch.
   *
   * @return true from {@link #set} to {@link #clear}
   */
  public boolean isSet() {
    return round.get() == null;
  }

  /** Sets the flag and wakes all who wait; does not switch. */
  public void set() {
    Round ended = round.getAndSet(null);
    if (ended == null) {
      return;
    }
    ended.over = true;
    for (Waiter next; (next = ended.waiters.poll()) != null; ) {
      waking.incrementAndGet();
      next.release();
    }
  }

  /**
   * Clears the flag; does not switch. Who was woken before stays woken; who comes from now on waits
   * for the next {@link #set}.
   */
  public void clear() {
    if (round.get() == null) {
      round.compareAndSet(null, new Round());
    }
  }

  /**
   * Waits, switching to others, until the flag is set. If it is set, this returns at once; but
   * while others who were woken have still to run, these go first.
   *
   * @throws InterruptedException if the current thread is interrupted
   * @throws io.greenlet.LoopExit if nothing is left that could set it
   */
  public void await() throws InterruptedException {
    await(Waiter.FOREVER);
  }

  /**
   * Waits, switching to others, until the flag is set or the time is over; see {@link #await()}.
   *
   * @param timeout how long at most; zero or less gives others one turn
   * @return true if it was set or {@link #set} woke this wait, whatever has become of it since
   * @throws InterruptedException if the current thread is interrupted
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return await(Durations.nanos(timeout));
  }

  private boolean await(long nanos) throws InterruptedException {
    Round current = round.get();
    if (current == null) {
      letTheWokenRun();
      return true;
    }
    Waiter waiter = new Waiter(1);
    current.waiters.add(waiter);
    if (current.over) {
      waiter.release();
    }
    try {
      return waiter.await(this, nanos);
    } finally {
      if (!current.waiters.remove(waiter)) {
        waking.decrementAndGet();
      }
    }
  }

  private void letTheWokenRun() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Strand strand = waking.get() == 0 ? null : Strand.currentOrNull();
    if (strand != null) {
      strand.yieldNow();
    }
  }

  @Override
  public String toString() {
    Round current = round.get();
    return "event ["
        + (current == null ? "set" : "clear, " + current.waiters.size() + " wait")
        + "]";
  }
}
