package io.greenlet.pool;

import io.greenlet.Greenlet;
import io.greenlet.GreenletExit;
import io.greenlet.GreenletFailedException;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Sneaky;
import io.greenlet.internal.Waiter;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Results that come one by one from the members of a group or pool; to take one switches to others
 * while there is none. Can be iterated once, in a {@code for} loop too.
 *
 * <p>Who does not take them all has to {@link #close} them if what runs ahead is bounded: else the
 * greenlet that feeds the members waits for its turn until the group or pool is closed.
 *
 * <p>Thread rule: one thread at a time takes results; the others may be on any hub.
 *
 * @param <T> the results
 */
@SuppressWarnings("IterableAndIterator") // they can be iterated once, and are named in a for loop
public final class Results<T> implements Iterator<T>, Iterable<T>, AutoCloseable {
  /**
   * The last entry.
   *
   * @param failure why no more inputs come; null if there are none
   */
  private record End(@Nullable Throwable failure) {}

  private final Crew crew;

  /** Whether results come in the order of the inputs, and not as members end. */
  private final boolean ordered;

  /** What may run ahead; null for no bound. */
  private final @Nullable Permits ahead;

  /** Members in the order in which their results are taken, then an {@link End}. By any thread. */
  private final Queue<Object> entries = new ConcurrentLinkedQueue<>();

  /** One for each entry. */
  private final Permits arrived = new Permits(0);

  /** How many members have not ended; one more until the feeder has. Changed by any thread. */
  private final AtomicInteger unfinished = new AtomicInteger(1);

  /** What the inputs threw; null if nothing. Written by the feeder, before it ends. */
  private volatile @Nullable Throwable inputFailure;

  /** Set before anybody sees this. */
  private @Nullable Greenlet<?> feeder;

  /** The entry that is taken next, once it has come. By the taker only, as what follows. */
  private @Nullable Object next;

  private boolean closed;

  /** Results with a bound; 0 for none. */
  Results(Crew crew, boolean ordered, int maxAhead) {
    this.crew = crew;
    this.ordered = ordered;
    this.ahead = maxAhead == 0 ? null : new Permits(maxAhead);
  }

  // -- the side of the feeder

  /** The greenlet that spawns a member for each input, not started. */
  <A> Greenlet<?> feedBy(
      ThrowingFunction<? super A, ? extends T> function, Iterable<? extends A> inputs) {
    Greenlet<@Nullable Void> made =
        Greenlet.of(() -> {
          feed(function, inputs);
          return null;
        });
    Crew.strandOf(made).whenEnded(this::countDown);
    feeder = made;
    return made;
  }

  @SuppressWarnings("CatchingUnchecked") // whatever the inputs throw goes to the taker
  private <A> void feed(
      ThrowingFunction<? super A, ? extends T> function, Iterable<? extends A> inputs) {
    try {
      Iterator<? extends A> each = inputs.iterator();
      while (awaitTurn() && each.hasNext()) {
        A input = each.next();
        run(crew.<T>admit(() -> function.apply(input)));
      }
    } catch (GreenletExit e) {
      throw e;
    } catch (Throwable t) {
      inputFailure = t;
    }
  }

  private boolean awaitTurn() throws InterruptedException {
    return ahead == null || ahead.acquire("its results to be taken", Waiter.FOREVER);
  }

  private void run(Greenlet<T> member) {
    unfinished.incrementAndGet();
    if (ordered) {
      put(member);
    }
    Crew.strandOf(member)
        .whenEnded(() -> {
          if (!ordered) {
            put(member);
          }
          countDown();
        });
  }

  private void countDown() {
    if (unfinished.decrementAndGet() == 0) {
      put(new End(whyNoMore()));
    }
  }

  private @Nullable Throwable whyNoMore() {
    return feeder != null && feeder.value() instanceof GreenletExit exit
        ? new GreenletFailedException("the inputs that are left will not be run", exit)
        : inputFailure;
  }

  private void put(Object entry) {
    entries.add(entry);
    arrived.release();
  }

  // -- the side of the taker

  boolean awaitNext() throws InterruptedException {
    if (closed) {
      return false;
    }
    if (next == null) {
      arrived.acquire("the next result of " + crew, Waiter.FOREVER);
      next = entries.poll();
    }
    if (next instanceof End(Throwable failure) && failure != null) {
      next = new End(null);
      throw Sneaky.rethrow(failure);
    }
    return !(next instanceof End);
  }

  @SuppressWarnings("unchecked")
  T take() throws InterruptedException {
    if (!awaitNext()) {
      throw new NoSuchElementException("all results were taken, or these are closed");
    }
    Greenlet<T> member = (Greenlet<T>) Objects.requireNonNull(next);
    member.join();
    next = null;
    if (ahead != null) {
      ahead.release();
    }
    if (member.value() instanceof GreenletExit exit) {
      throw new GreenletFailedException(member + " has no result: it was killed", exit);
    }
    return member.get();
  }

  /**
   * Tells whether there is another result; waits, switching to others, until that is known. Where
   * the thread is interrupted it throws an {@link IllegalStateException} and the interrupt status
   * stays set, because an iterator cannot throw {@link InterruptedException}.
   *
   * @return whether {@link #next} has one
   * @throws GreenletFailedException if the group or pool was killed before all inputs were taken
   */
  @Override
  public boolean hasNext() {
    try {
      return awaitNext();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Returns the next result; waits for it, switching to others. What iterating the inputs threw is
   * thrown here, the same object, after the results of the inputs before it.
   *
   * @return the result; may be null
   * @throws GreenletFailedException if the function failed, or its greenlet was killed; the results
   *     of the others can still be taken
   * @throws NoSuchElementException if there is none
   * @throws IllegalStateException if the thread is interrupted; see {@link #hasNext}
   */
  @Override
  public T next() {
    try {
      return take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for the next result", e);
  }

  /**
   * Returns this, for use in a {@code for} loop; does not switch.
   *
   * @return this
   */
  @Override
  public Iterator<T> iterator() {
    return this;
  }

  /** Takes no more inputs and gives no more results; does not switch. Members that run run on. */
  @Override
  public void close() {
    closed = true;
    if (feeder != null && !feeder.isDead()) {
      feeder.killLater(new GreenletExit("nobody takes its results any more"));
    }
  }
}
