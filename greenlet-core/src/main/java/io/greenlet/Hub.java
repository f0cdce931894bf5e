package io.greenlet;

import io.greenlet.internal.Carrier;
import io.greenlet.internal.CoreAccess;
import io.greenlet.internal.Faced;
import io.greenlet.internal.Loop;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Sneaky;
import io.greenlet.internal.Strand;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * Runs greenlets, one at a time, on one carrier thread, and knows their timers.
 *
 * <p>A plain thread has a hub of its own, made with its first use, and drives it while it waits for
 * greenlets ({@link Greenlet#join()}, {@link Greenlets#sleep}, ...); while it does anything else,
 * its greenlets stand still. A hub made by {@link #start} has a dedicated carrier. Greenlets never
 * move from one hub to another. gevent: {@code Hub}.
 *
 * <p>Thread rule: all methods may be called from any thread.
 */
public final class Hub implements Executor, AutoCloseable {
  static {
    CoreAccess.set(new CoreAccessImpl());
  }

  private final Loop loop;

  private Hub(Loop loop) {
    this.loop = loop;
  }

  /** The hub of a loop, one and the same for each. */
  static Hub of(Loop loop) {
    Object known = loop.handle();
    return (Hub) (known != null ? known : loop.claimHandle(new Hub(loop)));
  }

  /**
   * Returns the hub of the current greenlet; does not switch. A plain thread gets one with its
   * first call. gevent: {@code get_hub}.
   *
   * @return the hub
   * @throws GreenletError if this JVM gives no way in, or the current thread is a virtual thread
   *     without a hub
   */
  public static Hub current() {
    return of(Strand.current().loop());
  }

  /**
   * Starts a hub with a carrier thread of its own, a daemon; does not switch.
   *
   * @param name the name; the carrier is called {@code hub-} and this; not null
   * @return the hub, to be {@linkplain #close closed} some time
   * @throws GreenletError if this JVM gives no way in
   */
  public static Hub start(String name) {
    return of(Carrier.start(Objects.requireNonNull(name, "name")));
  }

  /**
   * Runs a body as a greenlet of the current hub and waits, switching to others, for its result.
   * asyncio: {@code run_until_complete}.
   *
   * @param <T> what the body returns
   * @param main the body
   * @return what it returned
   * @throws Exception what it threw, as it is; that is not reported to the error handler
   */
  public static <T> T run(Callable<T> main) throws Exception {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Greenlet<T> greenlet =
        Greenlets.spawn(() -> {
          try {
            return main.call();
          } catch (InterruptedException | GreenletExit e) {
            throw e; // May stand for a kill, which is the greenlet's own affair.
          } catch (Throwable t) {
            failure.set(t);
            return null;
          }
        });
    greenlet.join();
    Throwable thrown = failure.get() == null ? greenlet.exception() : failure.get();
    if (thrown == null && greenlet.wasKilled()) {
      thrown = (GreenletExit) (Object) greenlet.value();
    }
    if (thrown != null) {
      throw Sneaky.rethrow(thrown);
    }
    return greenlet.result();
  }

  /**
   * Makes a greenlet and schedules it on this hub; does not switch. Its parent is the current
   * greenlet if that is of this hub, else the hub's main one.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @return the greenlet
   * @throws GreenletError if this hub is closed
   */
  public <T> Greenlet<T> spawn(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return Greenlet.<T>made(new Strand(body, parentHere())).start();
  }

  /** A greenlet, not started, for a thread of the application. */
  <T> Greenlet<T> converted(Thread face, Callable<T> body) {
    Greenlet<T> greenlet = Greenlet.made(new Strand(new Faced(face, body), loop.main()));
    greenlet.thread();
    return greenlet;
  }

  Loop loop() {
    return loop;
  }

  boolean isOf(Strand strand) {
    return strand.loop() == loop;
  }

  private Strand parentHere() {
    Strand current = Strand.currentOrNull();
    return current != null && current.loop() == loop ? current : loop.main();
  }

  /**
   * Runs a task as a greenlet of this hub, some time; does not switch. What it throws is reported
   * to the error handler.
   *
   * @param r the task
   * @throws GreenletError if this hub is closed
   */
  @Override
  public void execute(Runnable r) {
    Objects.requireNonNull(r, "task");
    new Strand((ThrowingRunnable) r::run, parentHere()).start(0);
  }

  /**
   * Sets who is told of the uncaught failures of started greenlets, each once; does not switch. The
   * handler gets the greenlet and what it threw, in a greenlet of this hub. Without one, the name
   * and the stack trace go to the standard error stream. If the handler throws, that is printed,
   * and nothing else changes. gevent: {@code Hub.handle_error}.
   *
   * @param handler the handler; null for none
   */
  public void setErrorHandler(
      @Nullable BiConsumer<? super Greenlet<?>, ? super Throwable> handler) {
    loop.failures()
        .setHandler(
            handler == null
                ? null
                : (strand, failure) -> handler.accept(Greenlet.of((Strand) strand), failure));
  }

  /**
   * Returns what this hub is doing; does not switch.
   *
   * @return the counts
   */
  public HubStats stats() {
    return new HubStats(
        loop.name(),
        loop.started(),
        loop.alive(),
        loop.readyNow(),
        loop.timersPending(),
        loop.explicitSwitches());
  }

  /**
   * Waits until all started greenlets have ended, unwinds by {@link GreenletExit} those that are
   * left switched out, and ends the carrier. On a plain thread's own hub the thread drives it
   * meanwhile and gets a new hub with its next use. Does nothing if the hub is closed. gevent:
   * {@code Hub.destroy}.
   *
   * <p>If the thread is interrupted while it waits, all are killed, as {@link
   * java.util.concurrent.ExecutorService#close} does it, and the interrupt status is set in the
   * end.
   *
   * @throws GreenletError if called by a greenlet of this hub, which cannot wait for its own end;
   *     or if this is the hub of another plain thread
   */
  @Override
  public void close() {
    loop.close();
  }

  @Override
  public String toString() {
    return loop.toString();
  }
}
