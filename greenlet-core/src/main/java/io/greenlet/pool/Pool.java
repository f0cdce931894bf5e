package io.greenlet.pool;

import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.Durations;
import io.greenlet.internal.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/**
 * A group with so many places: to spawn waits, switching to others, while all are taken. Places are
 * given in the order of asking. gevent: {@code pool.Pool}.
 *
 * <p>A member that spawns into its own pool may wait for a place that only its own end would free;
 * {@link #apply} does not. A member's failure is reported to its hub's error handler, as that of
 * any started greenlet, and the others go on.
 *
 * <p>Thread rule: all methods may be called from any thread; a member runs on the hub of who spawns
 * it.
 */
public final class Pool extends Crew {
  private final int size;
  private final Permits places;

  /**
   * A pool.
   *
   * @param size how many members there may be; 0 makes a pool that is always full
   * @throws IllegalArgumentException if the size is negative
   */
  public Pool(int size) {
    if (size < 0) {
      throw new IllegalArgumentException(
          "size is " + size + "; it cannot be negative; for any number of members use Group");
    }
    this.size = size;
    this.places = new Permits(size);
  }

  /**
   * Waits, switching to others, for a place, then makes a greenlet and schedules it on the current
   * hub. Who is killed or interrupted while it waits leaves nothing behind. gevent: {@code spawn}.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @return the greenlet
   * @throws InterruptedException if the current thread is interrupted while it waits
   * @throws GreenletError if the pool is closed
   */
  public <T> Greenlet<T> spawn(Callable<? extends T> body) throws InterruptedException {
    return admit(body);
  }

  /**
   * Waits, switching to others, for a place, then makes a greenlet for a body without a result and
   * schedules it on the current hub; see {@link #spawn(Callable)}.
   *
   * @param body what to run
   * @return the greenlet
   * @throws InterruptedException if the current thread is interrupted while it waits
   * @throws GreenletError if the pool is closed
   */
  public Greenlet<Void> spawn(ThrowingRunnable body) throws InterruptedException {
    return admit(asCallable(body));
  }

  /**
   * Waits, switching to others, for a place, but not for ever; see {@link #spawn(Callable)}.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @param timeout how long at most; zero or less gives others one turn
   * @return the greenlet
   * @throws TimeoutException if there is no place in time; gevent: {@code PoolFull}
   * @throws InterruptedException if the current thread is interrupted while it waits
   * @throws GreenletError if the pool is closed
   */
  public <T> Greenlet<T> spawn(Callable<? extends T> body, Duration timeout)
      throws InterruptedException, TimeoutException {
    Greenlet<T> member = Greenlet.of(body);
    if (!enter(member, Durations.nanos(timeout))) {
      throw new TimeoutException("no place in " + this + " within " + timeout);
    }
    return member.start();
  }

  @Override
  <T> Greenlet<T> admit(Callable<? extends T> body) throws InterruptedException {
    Greenlet<T> member = Greenlet.of(body);
    enter(member, Waiter.FOREVER);
    return member.start();
  }

  /**
   * Waits, switching to others, for a place and makes a greenlet a member, started or not. gevent:
   * {@code add}.
   *
   * @param greenlet no main greenlet and no member
   * @throws InterruptedException if the current thread is interrupted while it waits
   * @throws GreenletError if it is one, or the pool is closed
   */
  public void add(Greenlet<?> greenlet) throws InterruptedException {
    enter(Objects.requireNonNull(greenlet, "greenlet"), Waiter.FOREVER);
  }

  private boolean enter(Greenlet<?> greenlet, long nanos) throws InterruptedException {
    ensureOpen();
    if (!places.acquire("a place in " + this, nanos)) {
      return false;
    }
    boolean entered = false;
    try {
      ensureOpen();
      enroll(greenlet);
      entered = true;
    } finally {
      if (!entered) {
        places.release();
      }
    }
    return true;
  }

  @Override
  void left(Greenlet<?> member) {
    places.release();
  }

  /**
   * Returns how many members there may be; does not switch.
   *
   * @return what the pool was made with
   */
  public int size() {
    return size;
  }

  /**
   * Returns how many could be spawned without waiting; does not switch. gevent: {@code
   * free_count()}.
   *
   * @return how many places are free
   */
  public int freeCount() {
    return places.free();
  }

  /**
   * Tells whether to spawn would wait; does not switch. gevent: {@code full()}.
   *
   * @return whether no place is free
   */
  public boolean isFull() {
    return freeCount() == 0;
  }

  /**
   * Waits, switching to others, until a place is free; somebody else may take it first.
   *
   * @throws InterruptedException if the current thread is interrupted
   */
  public void awaitFree() throws InterruptedException {
    awaitFree(Waiter.FOREVER);
  }

  /**
   * Waits, switching to others, until a place is free or the time is over; somebody else may take
   * it first. gevent: {@code wait_available}.
   *
   * @param timeout how long at most; zero or less gives others one turn
   * @return whether one was free
   * @throws InterruptedException if the current thread is interrupted
   */
  public boolean awaitFree(Duration timeout) throws InterruptedException {
    return awaitFree(Durations.nanos(timeout));
  }

  private boolean awaitFree(long nanos) throws InterruptedException {
    boolean free = places.acquire("a free place in " + this, nanos);
    if (free) {
      places.release();
    }
    return free;
  }

  @Override
  public String toString() {
    return "pool [" + count() + " members, " + size + " places]";
  }
}
