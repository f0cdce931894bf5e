package io.greenlet.internal;

import java.util.concurrent.Future;

/**
 * Something a hub does at a given time. It belongs to the {@link Timers} it was added to, and like
 * them is touched only by the hub's driver and its greenlets.
 *
 * <p>It is a {@link Future} because that is what {@code VirtualThread.schedule} must answer with;
 * the JDK only ever cancels it.
 */
abstract class Timer implements Future<Void> {
  static final int IDLE = -1;

  /** When to fire; meaningful while queued. Written by {@link Timers}. */
  long deadline;

  /** Orders timers of the same deadline. Written by {@link Timers}. */
  long sequence;

  /** Place in the heap, or {@link #IDLE}. Written by {@link TimerHeap}. */
  int index = IDLE;

  /** The lane that it is in; null if it is in none. Written by {@link TimerLane}. */
  @Nullable TimerLane lane;

  /** The one before it in its lane. Written by {@link TimerLane}. */
  @Nullable Timer earlier;

  /** The one behind it in its lane. Written by {@link TimerLane}. */
  @Nullable Timer later;

  /** Who to ask for cancelling; null until first added. Written by {@link Timers}. */
  @Nullable Timers owner;

  /** Called by the driver, outside any greenlet: must not block, park or throw. */
  abstract void fire();

  final boolean isPending() {
    return lane != null || index != IDLE;
  }

  /** Whether it is to fire before another one. */
  final boolean isBefore(Timer other) {
    long order = deadline - other.deadline;
    return order < 0 || (order == 0 && sequence - other.sequence < 0);
  }

  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    return owner != null && owner.remove(this);
  }

  @Override
  public final boolean isCancelled() {
    return false;
  }

  @Override
  public final boolean isDone() {
    return !isPending();
  }

  @Override
  public final Void get() {
    throw new UnsupportedOperationException("a timer has no result to wait for");
  }

  @Override
  public final Void get(long timeout, java.util.concurrent.TimeUnit unit) {
    return get();
  }
}
