package io.greenlet.pool;

import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;
import io.greenlet.GreenletFailedException;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.CoreAccess;
import io.greenlet.internal.Durations;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import io.greenlet.internal.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Greenlets that belong together: the members, until they end. What the groups and pools have in
 * common. All of it may be used by any thread.
 */
abstract sealed class Crew implements AutoCloseable permits Group, Pool, ThreadPool {
  private final Set<Greenlet<?>> members = ConcurrentHashMap.newKeySet();

  /** Members that were killed and have not ended: nobody is killed twice. */
  private final Set<Greenlet<?>> dying = ConcurrentHashMap.newKeySet();

  /** Those that take inputs and spawn members for them. */
  private final Set<Greenlet<?>> feeders = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /** Spawns a member; waits for a place where places are bounded. */
  abstract <T> Greenlet<T> admit(Callable<? extends T> body) throws InterruptedException;

  /** A member has left, dead or alive. Called on its hub; must not block or throw. */
  void left(Greenlet<?> member) {}

  /** Throws what the members' failures come to, once all have ended. */
  void throwFailure() {}

  /** Makes a greenlet a member, before it starts. */
  final <T> Greenlet<T> enroll(Greenlet<T> greenlet) {
    Strand strand = strandOf(greenlet);
    if (strand.isMain()) {
      throw new GreenletError(
          greenlet + " cannot be a member of " + this + ": a main greenlet ends with its thread");
    }
    if (!members.add(greenlet)) {
      throw new GreenletError(greenlet + " is a member of " + this + " already");
    }
    strand.whenEnded(() -> leave(greenlet));
    return greenlet;
  }

  private void leave(Greenlet<?> member) {
    if (members.remove(member)) {
      dying.remove(member);
      left(member);
    }
  }

  final void ensureOpen() {
    if (closed) {
      throw new GreenletError(this + " is closed and takes no more members; make a new one");
    }
  }

  static Callable<@Nullable Void> asCallable(ThrowingRunnable body) {
    Objects.requireNonNull(body, "body");
    return () -> {
      body.run();
      return null;
    };
  }

  static Strand strandOf(Greenlet<?> greenlet) {
    return CoreAccess.get().strandOf(greenlet);
  }

  /** Whether the current greenlet is a member. */
  final boolean isInside() {
    Strand self = Strand.currentOrNull();
    return self != null && self.handle() instanceof Greenlet<?> greenlet && isMember(greenlet);
  }

  // -- members

  /**
   * Returns the members that have not ended; does not switch. Python: {@code list(group)}.
   *
   * @return a copy, in no order
   */
  public List<Greenlet<?>> members() {
    return List.copyOf(members);
  }

  /**
   * Tells whether a greenlet is a member and has not ended; does not switch. Python: {@code in}.
   *
   * @param greenlet any
   * @return whether it is
   */
  public boolean isMember(Greenlet<?> greenlet) {
    return members.contains(greenlet);
  }

  /**
   * Returns how many members there are; does not switch. Python: {@code len(group)}.
   *
   * @return how many have not ended
   */
  public int count() {
    return members.size();
  }

  /**
   * Lets a member go, which frees its place and lets it run on; does not switch. Does nothing if it
   * is none. gevent: {@code discard}.
   *
   * @param greenlet any
   */
  public void discard(Greenlet<?> greenlet) {
    leave(greenlet);
  }

  // -- running

  /**
   * Runs a body as a member and waits, switching to others, for its result. Called by a member, it
   * runs the body at once in that one, which may hold the last place. gevent: {@code apply}.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @return its result
   * @throws GreenletFailedException if the body failed; the cause is what it threw
   * @throws InterruptedException if the current thread is interrupted; the member goes on
   */
  public <T> T apply(Callable<? extends T> body) throws InterruptedException {
    Objects.requireNonNull(body, "body");
    return isInside() ? inline(body) : this.<T>admit(body).get();
  }

  static <T> T inline(Callable<? extends T> body) throws InterruptedException {
    try {
      return body.call();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new GreenletFailedException("a call run inline failed: " + e, e);
    }
  }

  /**
   * Applies a function to all inputs, each as a member, and waits, switching to others, for the
   * results. If one fails, the inputs that wait for a place are not run; who runs runs on. gevent:
   * {@code map}.
   *
   * @param <A> the inputs
   * @param <T> the results
   * @param function what to apply
   * @param inputs the inputs; taken as members get their places
   * @return the results in the order of the inputs; may hold nulls
   * @throws GreenletFailedException if one failed, the first in the order of the inputs; the cause
   *     is what the function threw
   * @throws InterruptedException if the current thread is interrupted
   */
  public <A, T> List<T> map(
      ThrowingFunction<? super A, ? extends T> function, Iterable<? extends A> inputs)
      throws InterruptedException {
    List<T> all = new ArrayList<>(inputs instanceof Collection<?> c ? c.size() : 10);
    try (Results<T> results = imap(function, inputs)) {
      while (results.awaitNext()) {
        all.add(results.take());
      }
    }
    return all;
  }

  /**
   * Applies a function to inputs, each as a member, and returns the results in the order of the
   * inputs; does not switch, but to take a result does. All inputs are run as soon as there are
   * places, taken or not. gevent: {@code imap}.
   *
   * @param <A> the inputs
   * @param <T> the results
   * @param function what to apply
   * @param inputs the inputs; iterated by a greenlet of its own
   * @return the results
   */
  public <A, T> Results<T> imap(
      ThrowingFunction<? super A, ? extends T> function, Iterable<? extends A> inputs) {
    return feed(new Results<>(this, true, 0), function, inputs);
  }

  /**
   * As {@link #imap(ThrowingFunction, Iterable)}, with a bound on what runs ahead of who takes the
   * results.
   *
   * @param <A> the inputs
   * @param <T> the results
   * @param function what to apply
   * @param inputs the inputs, of which there may be any number
   * @param maxAhead how many inputs at most are in work, or done and not taken; at least 1
   * @return the results; to be closed if they are not all taken
   */
  public <A, T> Results<T> imap(
      ThrowingFunction<? super A, ? extends T> function,
      Iterable<? extends A> inputs,
      int maxAhead) {
    return feed(new Results<>(this, true, ensureBound(maxAhead)), function, inputs);
  }

  /**
   * Applies a function to inputs, each as a member, and returns the results as they come; does not
   * switch, but to take a result does. gevent: {@code imap_unordered}.
   *
   * @param <A> the inputs
   * @param <T> the results
   * @param function what to apply
   * @param inputs the inputs; iterated by a greenlet of its own
   * @return the results in the order in which the members end
   */
  public <A, T> Results<T> imapUnordered(
      ThrowingFunction<? super A, ? extends T> function, Iterable<? extends A> inputs) {
    return feed(new Results<>(this, false, 0), function, inputs);
  }

  /**
   * As {@link #imapUnordered(ThrowingFunction, Iterable)}, with a bound on what runs ahead of who
   * takes the results.
   *
   * @param <A> the inputs
   * @param <T> the results
   * @param function what to apply
   * @param inputs the inputs, of which there may be any number
   * @param maxAhead how many inputs at most are in work, or done and not taken; at least 1
   * @return the results; to be closed if they are not all taken
   */
  public <A, T> Results<T> imapUnordered(
      ThrowingFunction<? super A, ? extends T> function,
      Iterable<? extends A> inputs,
      int maxAhead) {
    return feed(new Results<>(this, false, ensureBound(maxAhead)), function, inputs);
  }

  private static int ensureBound(int maxAhead) {
    if (maxAhead < 1) {
      throw new IllegalArgumentException(
          "maxAhead is " + maxAhead + ", so nothing could ever run; it must be at least 1");
    }
    return maxAhead;
  }

  private <A, T> Results<T> feed(
      Results<T> results,
      ThrowingFunction<? super A, ? extends T> function,
      Iterable<? extends A> inputs) {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(inputs, "inputs");
    ensureOpen();
    Greenlet<?> feeder = results.feedBy(function, inputs);
    feeders.add(feeder);
    strandOf(feeder).whenEnded(() -> feeders.remove(feeder));
    feeder.start();
    return results;
  }

  // -- ending

  /**
   * Waits, switching to others, until there is no member any more, those included that come while
   * this waits. gevent: {@code join}.
   *
   * @throws InterruptedException if the current thread is interrupted
   * @throws GreenletError if called by a member, which would wait for its own end
   * @throws io.greenlet.LoopExit if an end can never come
   */
  public void join() throws InterruptedException {
    awaitEmpty(Waiter.FOREVER);
    throwFailure();
  }

  /**
   * Waits, switching to others, until there is no member any more or the time is over.
   *
   * @param timeout how long at most
   * @return whether there is none
   * @throws InterruptedException if the current thread is interrupted
   * @throws GreenletError if called by a member
   */
  public boolean join(Duration timeout) throws InterruptedException {
    boolean empty = awaitEmpty(Durations.nanos(timeout));
    if (empty) {
      throwFailure();
    }
    return empty;
  }

  private boolean awaitEmpty(long nanos) throws InterruptedException {
    if (isInside()) {
      throw new GreenletError(
          Strand.current()
              + " waits for the end of all members of "
              + this
              + " and is one of them; wait outside, or for the others one by one");
    }
    long deadline = nanos == Waiter.FOREVER ? 0 : Waiter.now() + nanos;
    boolean inTime = true;
    for (List<Greenlet<?>> left = members(); inTime && !left.isEmpty(); left = members()) {
      inTime =
          Waiter.awaitEnds(
              left.stream().map(Crew::strandOf).toList(),
              nanos == Waiter.FOREVER ? nanos : Math.max(deadline - Waiter.now(), 0));
    }
    return members.isEmpty();
  }

  /**
   * Kills all members, each once however often this is called, takes no more inputs, and waits,
   * switching to others, until there is no member any more. Called by a member, it kills the others
   * and then that one. gevent: {@code kill}.
   *
   * @throws InterruptedException if the current thread is interrupted while it waits
   */
  public void kill() throws InterruptedException {
    kill(Waiter.FOREVER);
  }

  /**
   * Kills all members as {@link #kill()}, and waits, switching to others, until there is none any
   * more, which they may refuse by catching, or the time is over.
   *
   * @param timeout how long at most
   * @return whether there is no member any more
   * @throws InterruptedException if the current thread is interrupted while it waits
   */
  public boolean kill(Duration timeout) throws InterruptedException {
    return kill(Durations.nanos(timeout));
  }

  private boolean kill(long nanos) throws InterruptedException {
    long deadline = nanos == Waiter.FOREVER ? 0 : Waiter.now() + nanos;
    boolean self = isInside();
    do {
      killMembers();
      if (self) {
        throw new GreenletExit(this + " was killed by its own member");
      }
      List<Strand> left = members().stream().map(Crew::strandOf).toList();
      if (!Waiter.awaitEnds(
          left, nanos == Waiter.FOREVER ? nanos : Math.max(deadline - Waiter.now(), 0))) {
        return members.isEmpty();
      }
    } while (!members.isEmpty());
    return true;
  }

  /** Kills, without waiting, every member but the current one, and every feeder. */
  void killMembers() {
    feeders.forEach(feeder -> feeder.killLater(new GreenletExit(this + " was killed")));
    Strand self = Strand.currentOrNull();
    for (Greenlet<?> member : members) {
      if (strandOf(member) != self) {
        killOnce(member);
      }
    }
  }

  final void killOnce(Greenlet<?> member) {
    if (dying.add(member)) {
      member.killLater(new GreenletExit(this + " was killed"));
      if (!members.contains(member)) {
        dying.remove(member);
      }
    }
  }

  /**
   * Takes no more members and waits, switching to others, until all have ended, as {@link
   * java.util.concurrent.ExecutorService#close} does. If the current thread is interrupted or the
   * current greenlet killed meanwhile, so are the members, and this waits on: none outlives it.
   *
   * @throws GreenletError if called by a member
   */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    @Nullable Error killed = null;
    while (true) {
      try {
        awaitEmpty(Waiter.FOREVER);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (Error e) {
        killed = killed == null ? e : killed;
      }
      killMembers();
    }
    feeders.forEach(feeder -> feeder.killLater(new GreenletExit(this + " was closed")));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (killed != null) {
      throw killed;
    }
    throwFailure();
  }
}
