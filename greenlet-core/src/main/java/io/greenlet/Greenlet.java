package io.greenlet;

import io.greenlet.internal.Callbacks;
import io.greenlet.internal.Durations;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import io.greenlet.internal.Switches;
import io.greenlet.internal.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A thread that runs only while it holds its {@link Hub}, one at a time.
 *
 * <p>There are two ways to use one. Made by {@link #of} it runs when somebody switches to it, and
 * its end goes to its {@link #parent()}: Python's greenlet. Started, by {@link #start()} or {@link
 * Greenlets#spawn}, it runs when its turn comes and whenever others wait, and its end is asked for
 * by {@link #join()}, {@link #get()} or {@link #link}: {@code gevent.Greenlet}.
 *
 * <p>A greenlet is a virtual thread of its own: {@link Thread#currentThread()}, thread locals,
 * monitors and stack traces are those of a thread, and everything in {@code java.util.concurrent}
 * works in it. What the methods below say of "the current greenlet" holds for a plain thread, too:
 * it has a main greenlet, the root of its hub, and drives the hub while it waits.
 *
 * <p>Thread rule: {@code switchTo} and {@code throwIn} work within one hub only; all other methods
 * may be called from any thread.
 *
 * @param <T> what the body returns
 */
public final class Greenlet<T> {
  /**
   * What a greenlet runs when it wants to know the first value that was switched in.
   *
   * @param <T> what it returns
   */
  @FunctionalInterface
  public interface Body<T> {
    /**
     * Runs the greenlet; it may switch.
     *
     * @param firstValue what the first {@code switchTo} passed; null if it passed nothing or the
     *     greenlet was started
     * @return the result; may be null
     * @throws Exception any; it goes to the parent, or becomes the {@link Greenlet#exception()}
     */
    T run(@Nullable Object firstValue) throws Exception;
  }

  /**
   * Told of every explicit switch of a hub: {@code switchTo}, {@code throwIn}, and the end of a
   * greenlet that goes to its parent. It is called in the greenlet that was switched to, before
   * that goes on. It must not switch. greenlet: {@code settrace}.
   */
  public interface Tracer {
    /**
     * A value has travelled.
     *
     * @param from who left
     * @param to who goes on now, the current greenlet
     */
    void switched(Greenlet<?> from, Greenlet<?> to);

    /**
     * A throwable has travelled.
     *
     * @param from who left
     * @param to in whom it will be raised now, the current greenlet
     */
    void threw(Greenlet<?> from, Greenlet<?> to);
  }

  private final Strand strand;

  private Greenlet(Strand strand) {
    this.strand = strand;
  }

  // -- making

  /**
   * Makes a greenlet for a body without a first value; does not start or switch. Its parent is the
   * current greenlet.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @return the greenlet
   * @throws GreenletError if this JVM gives no way in, or the current thread is a virtual thread
   *     without a hub
   */
  public static <T> Greenlet<T> of(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return made(new Strand(body, Strand.current()));
  }

  /**
   * Makes a greenlet for a body that takes the first value; does not start or switch. Its parent is
   * the current greenlet. greenlet: {@code greenlet(run)}.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @return the greenlet
   * @throws GreenletError if this JVM gives no way in, or the current thread is a virtual thread
   *     without a hub
   */
  public static <T> Greenlet<T> of(Body<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return made(new Strand(body, Strand.current()));
  }

  static <T> Greenlet<T> made(Strand strand) {
    Greenlet<T> greenlet = new Greenlet<>(strand);
    strand.claimHandle(greenlet);
    return greenlet;
  }

  /** The greenlet of a strand; main strands and guests get theirs when first asked for. */
  static Greenlet<?> of(Strand strand) {
    Object known = strand.handle();
    return (Greenlet<?>) (known != null ? known : strand.claimHandle(new Greenlet<>(strand)));
  }

  /**
   * Returns the current greenlet; does not switch. On a plain thread that is its main greenlet,
   * which comes with its hub at the first use. greenlet: {@code getcurrent}.
   *
   * @return the current greenlet
   * @throws GreenletError if the current thread is a virtual thread without a hub
   */
  public static Greenlet<?> current() {
    return of(Strand.current());
  }

  // -- switching

  /**
   * Switches to this greenlet, passing null; see {@link #switchTo(Object)}.
   *
   * @return what is switched back
   */
  public @Nullable Object switchTo() {
    return switchTo(null);
  }

  /**
   * Switches to this greenlet: it runs, and the current one is suspended until somebody switches
   * back. The first switch starts the body with the value; later ones return it from the {@code
   * switchTo} in which the greenlet left. A switch to oneself returns the value at once; to a dead
   * greenlet it goes to the nearest live ancestor. greenlet: {@code switch}.
   *
   * @param value what to pass; may be null
   * @return what was passed by who switched back; the result of a child that ended; its {@link
   *     GreenletExit} if it was killed. What a child threw is thrown here, the same object, checked
   *     exceptions included
   * @throws GreenletError if this greenlet is of another hub, was started and is not {@linkplain
   *     #switchTo switched out}, or waits in some other call; or if a native method or class
   *     initializer is on the caller's stack
   */
  public @Nullable Object switchTo(@Nullable Object value) {
    Strand self = Strand.current();
    return self.loop().switches().switchTo(self, strand, value);
  }

  /**
   * Switches to this greenlet and raises a {@link GreenletExit} there; see {@link
   * #throwIn(Throwable)}.
   *
   * @return what is switched back; the exit itself if nothing catches it
   */
  public @Nullable Object throwIn() {
    return throwIn(new GreenletExit());
  }

  /**
   * Switches to this greenlet and raises there. One that never started dies without running, and
   * the throwable goes to its parent; one that is dead returns a {@link GreenletExit} at once,
   * anything else is raised in its nearest live ancestor. greenlet: {@code throw}.
   *
   * @param t what to raise; not null
   * @return what is switched back, as for {@link #switchTo(Object)}
   * @throws GreenletError as for {@link #switchTo(Object)}
   */
  public @Nullable Object throwIn(Throwable t) {
    Objects.requireNonNull(t, "nothing to throw in: t is null");
    Strand self = Strand.current();
    return self.loop().switches().throwIn(self, strand, t);
  }

  /**
   * Returns who gets the result or failure when this greenlet ends; does not switch. It is the
   * greenlet that made this one, unless set. For a started greenlet it only tells who spawned it,
   * and once that has ended, too, who of its ancestors was left.
   *
   * @return the parent; null for a main greenlet
   */
  public @Nullable Greenlet<?> parent() {
    Strand parent = strand.parent();
    return parent == null ? null : of(parent);
  }

  /**
   * Sets the parent; does not switch. It is read when this greenlet ends, so the last one set
   * counts. A greenlet that has not started moves to the hub of its parent with it.
   *
   * @param parent the new parent; not null
   * @throws GreenletError if that is this greenlet or a descendant of it, if this is a main
   *     greenlet, or if this has started and the parent is of another hub; the old parent stays
   */
  public void setParent(Greenlet<?> parent) {
    Objects.requireNonNull(parent, "parent is null; every greenlet but the main one has a parent");
    strand.setParent(parent.strand);
  }

  /**
   * Sets the tracer of the current hub; does not switch. A tracer that throws is removed, and what
   * it threw is raised in the greenlet that was switched to, in place of what was in flight.
   *
   * @param tracer the new one; null for none
   * @return the previous one; null if there was none
   */
  public static @Nullable Tracer setTracer(@Nullable Tracer tracer) {
    Switches switches = Strand.current().loop().switches();
    Switches.@Nullable Trace previous = switches.trace();
    switches.setTrace(tracer == null ? null : new Tracing(tracer));
    return previous == null ? null : ((Tracing) previous).tracer;
  }

  private record Tracing(Tracer tracer) implements Switches.Trace {
    @Override
    public void switched(Strand from, Strand to, boolean threw) {
      if (threw) {
        tracer.threw(of(from), of(to));
      } else {
        tracer.switched(of(from), of(to));
      }
    }
  }

  // -- starting

  /**
   * Schedules this greenlet on its hub; does not switch. It runs when its turn comes, never at
   * once. Does nothing if it was ever started or switched to. gevent: {@code start}.
   *
   * @return this
   */
  public Greenlet<T> start() {
    strand.start(0);
    return this;
  }

  /**
   * Schedules this greenlet after a delay; does not switch. Does nothing if it was ever started.
   * gevent: {@code start_later}.
   *
   * @param delay how long; zero or negative is as {@link #start()}
   * @return this
   */
  public Greenlet<T> startLater(Duration delay) {
    strand.start(Durations.nanos(delay));
    return this;
  }

  /**
   * Makes the {@link ScopedValue}s that are bound in the current thread, here and now, bound in
   * this greenlet; does not switch. Without this call a greenlet starts with none bound, as a
   * thread does. gevent copies no context either; {@code contextvars.copy_context().run} is the
   * counterpart.
   *
   * @return this
   * @throws GreenletError if this greenlet has started
   */
  public Greenlet<T> inheritScopedValues() {
    strand.inheritScopedValues();
    return this;
  }

  /**
   * Tells whether this greenlet was started or switched to and has not ended; does not switch.
   *
   * @return true from the start to the end
   */
  public boolean isStarted() {
    return strand.isStarted();
  }

  /**
   * Tells whether this greenlet has ended; does not switch. gevent: {@code dead}, {@code ready()}.
   *
   * @return true after the end
   */
  public boolean isDead() {
    return strand.isDead();
  }

  /**
   * Tells whether this greenlet has ended without a failure; does not switch. To be killed by
   * {@link GreenletExit} is no failure.
   *
   * @return true after a good end
   */
  public boolean isSuccessful() {
    return strand.isDead() && strand.exception() == null;
  }

  // -- waiting for the end

  /**
   * Waits, switching to others, until this greenlet has ended, however that is.
   *
   * @throws InterruptedException if the current thread is interrupted
   * @throws LoopExit if the end can never come
   * @throws GreenletError if this is the current greenlet
   */
  public void join() throws InterruptedException {
    Waiter.awaitEnd(strand, Waiter.FOREVER);
  }

  /**
   * Waits, switching to others, until this greenlet has ended or the time is over.
   *
   * @param timeout how long at most; zero or less gives others one turn
   * @return whether it has ended
   * @throws InterruptedException if the current thread is interrupted
   */
  public boolean join(Duration timeout) throws InterruptedException {
    return Waiter.awaitEnd(strand, Durations.nanos(timeout));
  }

  /**
   * Waits, switching to others, for the result.
   *
   * @return what the body returned; the {@link GreenletExit} itself if it was killed, which is not
   *     a T: then the caller's cast fails, so ask {@link #value()} where kills are to be expected
   * @throws GreenletFailedException if the body failed; the cause is what it threw
   * @throws InterruptedException if the current thread is interrupted
   * @throws LoopExit if the end can never come
   */
  public T get() throws InterruptedException {
    join();
    return result();
  }

  /**
   * Waits, switching to others, for the result, but not for ever.
   *
   * @param timeout how long at most
   * @return as {@link #get()}
   * @throws TimeoutException if the time is over first; the greenlet goes on
   * @throws GreenletFailedException if the body failed; the cause is what it threw
   * @throws InterruptedException if the current thread is interrupted
   */
  public T get(Duration timeout) throws InterruptedException, TimeoutException {
    if (!join(timeout)) {
      throw new TimeoutException(this + " has not ended within " + timeout);
    }
    return result();
  }

  /** The result of a dead greenlet, or its failure thrown. */
  @SuppressWarnings("NullAway") // after a good end the value is what the body returned, a T
  T result() {
    Throwable failure = strand.exception();
    if (failure != null) {
      throw new GreenletFailedException(name() + " failed: " + failure, failure);
    }
    return value();
  }

  /**
   * Returns the result; does not switch.
   *
   * @return what the body returned; null before the end and after a failure; the {@link
   *     GreenletExit} itself after a kill
   */
  @SuppressWarnings("unchecked")
  public @Nullable T value() {
    return (T) strand.value();
  }

  /**
   * Returns the failure; does not switch.
   *
   * @return what the body threw; null before the end and after a good one
   */
  public @Nullable Throwable exception() {
    return strand.exception();
  }

  // -- ending it

  /**
   * Throws a {@link GreenletExit} into this greenlet and waits, switching to others, until it has
   * ended; see {@link #kill(Throwable, Duration)}.
   *
   * @throws InterruptedException if the current thread is interrupted while it waits
   */
  public void kill() throws InterruptedException {
    kill(new GreenletExit());
  }

  /**
   * Throws into this greenlet and waits, switching to others, until it has ended; see {@link
   * #kill(Throwable, Duration)}.
   *
   * @param t what to throw; not null
   * @throws InterruptedException if the current thread is interrupted while it waits
   */
  public void kill(Throwable t) throws InterruptedException {
    killLater(t);
    join();
  }

  /**
   * Throws into this greenlet and waits, switching to others, until it has ended, which it may
   * refuse by catching, or the time is over.
   *
   * <p>One that never ran dies without running. One that is switched out, or waits in a call of
   * this library, gets it there. One that waits in a call of the JDK is interrupted, and gets it
   * when the {@link InterruptedException} leaves the body or at its next switch point; what Java
   * lets nobody interrupt ({@code Lock.lock}, entering {@code synchronized}) it finishes first. The
   * current greenlet gets it here and now. What becomes of the victim is never thrown at the
   * killer. gevent: {@code kill}.
   *
   * @param t what to throw; not null
   * @param timeout how long to wait for the end at most
   * @return whether it has ended
   * @throws InterruptedException if the current thread is interrupted while it waits
   * @throws GreenletError if this is a main greenlet
   */
  public boolean kill(Throwable t, Duration timeout) throws InterruptedException {
    killLater(t);
    return join(timeout);
  }

  /**
   * Throws into this greenlet without waiting; does not switch, unless this is the current
   * greenlet: that gets it here and now. gevent: {@code kill(block=False)}.
   *
   * @param t what to throw; not null
   * @throws GreenletError if this is a main greenlet
   */
  public void killLater(Throwable t) {
    strand.kill(Objects.requireNonNull(t, "nothing to kill with: t is null"));
  }

  // -- being told of the end

  /**
   * Calls back when this greenlet has ended, also if that was before; does not switch. Each
   * callback runs in a greenlet of its own, in the order of linking; one that fails is reported and
   * stops no other. gevent: {@code link}.
   *
   * @param callback gets this greenlet; not null
   * @return this
   */
  public Greenlet<T> link(Consumer<? super Greenlet<T>> callback) {
    Objects.requireNonNull(callback, "callback");
    Callbacks.link(strand, callback, () -> callback.accept(this));
    return this;
  }

  /**
   * Takes a callback back, also while others are being called; does not switch. Does nothing if it
   * is not linked or was called.
   *
   * @param callback the very object that was linked
   */
  public void unlink(Consumer<? super Greenlet<T>> callback) {
    Callbacks.unlink(strand, callback);
  }

  /**
   * Returns a future of the result; does not switch. It completes when this greenlet ends, is
   * cancelled by a kill with {@link GreenletExit}, and to cancel it kills this greenlet.
   *
   * @return a new future
   */
  public CompletableFuture<T> toFuture() {
    GreenletFuture<T> future = new GreenletFuture<>(this);
    if (isDead()) {
      future.complete();
    } else {
      Callbacks.link(strand, future, future::complete);
    }
    return future;
  }

  // -- facts

  /**
   * Returns the thread this greenlet runs on; does not switch. It is a virtual thread, made with
   * the greenlet, so that it inherits thread locals and class loader from who made it, and must not
   * be started; for a main greenlet it is the plain thread.
   *
   * @return the thread
   */
  public Thread thread() {
    return strand.thread();
  }

  /**
   * Returns the hub this greenlet runs on, or would run on if started now; does not switch.
   *
   * @return the hub
   */
  public Hub hub() {
    return Hub.of(strand.loop());
  }

  /**
   * Returns the name, such as {@code Greenlet-7}; does not switch. To save memory it is made when
   * first asked for.
   *
   * @return the name
   */
  public String name() {
    return strand.isMain() ? strand.toString() : strand.name();
  }

  Strand strand() {
    return strand;
  }

  /** Whether it ended by {@link GreenletExit}. */
  boolean wasKilled() {
    return strand.value() instanceof GreenletExit;
  }

  /** The name and what it does at this moment. */
  @Override
  public String toString() {
    return strand.describe();
  }
}
