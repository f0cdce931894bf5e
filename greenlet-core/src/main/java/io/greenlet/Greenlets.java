package io.greenlet;

import io.greenlet.internal.Completions;
import io.greenlet.internal.Durations;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import io.greenlet.internal.Timeout;
import io.greenlet.internal.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The verbs: spawn greenlets, wait for them, sleep, yield; made for static import. gevent: the
 * functions of the module {@code gevent}.
 *
 * <p>On a plain thread a wait drives the thread's own hub, so that its greenlets run meanwhile. All
 * methods may be called from any thread but a virtual thread without a hub, where spawning,
 * sleeping and yielding throw {@link GreenletError}.
 */
public final class Greenlets {
  private Greenlets() {}

  // -- spawning

  /**
   * Makes a greenlet and schedules it on the current hub; does not switch. gevent: {@code spawn}.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @return the greenlet
   */
  public static <T> Greenlet<T> spawn(Callable<? extends T> body) {
    return Greenlet.<T>of(body).start();
  }

  /**
   * Makes a greenlet for a body without a result and schedules it on the current hub; does not
   * switch. gevent: {@code spawn}.
   *
   * @param body what to run
   * @return the greenlet
   */
  public static Greenlet<Void> spawn(ThrowingRunnable body) {
    Objects.requireNonNull(body, "body");
    return Greenlet.<Void>made(new Strand(body, Strand.current())).start();
  }

  /**
   * Makes a greenlet and schedules it after a delay; does not switch. gevent: {@code spawn_later}.
   *
   * @param <T> what the body returns
   * @param delay how long; zero or negative is as {@link #spawn(Callable)}
   * @param body what to run
   * @return the greenlet
   */
  public static <T> Greenlet<T> spawnLater(Duration delay, Callable<? extends T> body) {
    return Greenlet.<T>of(body).startLater(delay);
  }

  // -- waiting for several

  /**
   * Waits, switching to others, until all have ended, however that is.
   *
   * @param gs the greenlets; the same one may occur twice
   * @throws InterruptedException if the current thread is interrupted
   * @throws LoopExit if an end can never come
   */
  public static void joinAll(Greenlet<?>... gs) throws InterruptedException {
    awaitAll(Arrays.asList(gs), Waiter.FOREVER);
  }

  /**
   * Waits, switching to others, until all have ended, however that is. gevent: {@code joinall}.
   *
   * @param gs the greenlets; the same one may occur twice
   * @throws InterruptedException if the current thread is interrupted
   * @throws LoopExit if an end can never come
   */
  public static void joinAll(Collection<? extends Greenlet<?>> gs) throws InterruptedException {
    awaitAll(gs, Waiter.FOREVER);
  }

  /**
   * Waits, switching to others, until all have ended or the time is over.
   *
   * @param gs the greenlets; the same one may occur twice
   * @param timeout how long at most
   * @return whether all have ended
   * @throws InterruptedException if the current thread is interrupted
   */
  public static boolean joinAll(Collection<? extends Greenlet<?>> gs, Duration timeout)
      throws InterruptedException {
    return awaitAll(gs, Durations.nanos(timeout));
  }

  private static boolean awaitAll(Collection<? extends Greenlet<?>> gs, long nanos)
      throws InterruptedException {
    return Waiter.awaitEnds(distinct(gs).keySet(), nanos);
  }

  /**
   * Waits, switching to others, for the results, and fails as soon as one of them fails; the others
   * go on. gevent: {@code joinall(raise_error=True)}.
   *
   * @param <T> what the bodies return
   * @param gs the greenlets; the same one may occur twice
   * @return the results in the order of the greenlets; may hold nulls
   * @throws GreenletFailedException if one failed, the first in time; the cause is what it threw
   * @throws InterruptedException if the current thread is interrupted
   * @throws LoopExit if an end can never come
   */
  public static <T> List<T> gather(Collection<? extends Greenlet<? extends T>> gs)
      throws InterruptedException {
    Map<Strand, Greenlet<? extends T>> distinct = distinct(gs);
    firstFailure(distinct.values());
    try (Completions completions = new Completions(distinct.keySet(), Waiter.FOREVER)) {
      for (int left = distinct.size(); left > 0; left--) {
        next(distinct, completions).result();
      }
    }
    List<T> results = new ArrayList<>(gs.size());
    for (Greenlet<? extends T> g : gs) {
      results.add(g.value());
    }
    return results;
  }

  /** Throws the first in time of the failures that have happened already. */
  private static void firstFailure(Collection<? extends Greenlet<?>> gs) {
    Greenlet<?> first = null;
    for (Greenlet<?> g : gs) {
      if (first == null || g.strand().failureOrder() < first.strand().failureOrder()) {
        first = g;
      }
    }
    if (first != null && first.exception() != null) {
      first.result();
    }
  }

  /** The next that ends, waiting for it. */
  @SuppressWarnings("NullAway") // without a limit one of the watched strands, the keys, comes
  static <G extends Greenlet<?>> G next(Map<Strand, G> watched, Completions completions)
      throws InterruptedException {
    return watched.get(completions.next());
  }

  /**
   * Waits, switching to others, until a number of greenlets have ended or the time is over. gevent:
   * {@code wait}.
   *
   * @param <G> the type of the greenlets
   * @param gs the greenlets; the same one may occur twice and counts once
   * @param count how many to wait for; more than there are means all
   * @param timeout how long at most; null for no limit
   * @return those that have ended, at most {@code count}: first those that had before this call, as
   *     they stand in the collection, then the others in the order of their ends
   * @throws InterruptedException if the current thread is interrupted
   * @throws IllegalArgumentException if the count is negative
   */
  public static <G extends Greenlet<?>> List<G> waitFor(
      Collection<G> gs, int count, @Nullable Duration timeout) throws InterruptedException {
    if (count < 0) {
      throw new IllegalArgumentException("count is " + count + "; it cannot be negative");
    }
    Map<Strand, G> distinct = distinct(gs);
    int wanted = Math.min(count, distinct.size());
    long nanos = timeout == null ? Waiter.FOREVER : Durations.nanos(timeout);
    List<G> ended = new ArrayList<>(wanted);
    try (Completions completions = new Completions(distinct.keySet(), nanos)) {
      while (ended.size() < wanted) {
        Strand next = completions.next();
        if (next == null) {
          break;
        }
        ended.add(distinct.get(next));
      }
    }
    return ended;
  }

  /**
   * Returns the greenlets in the order in which they end; does not switch, but the iterator does,
   * in {@code next}. Leaving early leaves nothing behind but what the garbage collector takes.
   * gevent: {@code iwait}.
   *
   * <p>Where the iterating thread is interrupted, the iterator ends by an {@link
   * IllegalStateException} and the interrupt status stays set, because an iterator cannot throw
   * {@link InterruptedException}.
   *
   * @param <G> the type of the greenlets
   * @param gs the greenlets; the same one may occur twice and counts once
   * @return can be iterated more than once
   */
  public static <G extends Greenlet<?>> Iterable<G> asCompleted(Collection<G> gs) {
    Map<Strand, G> distinct = distinct(gs);
    return () -> new AsCompleted<>(distinct);
  }

  /**
   * Kills all and waits, switching to others, until all have ended. gevent: {@code killall}.
   *
   * @param gs the greenlets; the same one may occur twice and is killed once; the current one last,
   *     and then this does not return
   * @throws InterruptedException if the current thread is interrupted while it waits
   * @throws GreenletError if one is a main greenlet
   */
  public static void killAll(Collection<? extends Greenlet<?>> gs) throws InterruptedException {
    Map<Strand, ? extends Greenlet<?>> distinct = distinct(gs);
    Strand self = Strand.current();
    for (Greenlet<?> g : distinct.values()) {
      if (g.strand() != self) {
        g.killLater(new GreenletExit());
      }
    }
    if (distinct.containsKey(self)) {
      self.kill(new GreenletExit());
    }
    Waiter.awaitEnds(distinct.keySet(), Waiter.FOREVER);
  }

  /**
   * Waits, switching to others, for a stage to complete, whoever completes it. This is what {@link
   * java.util.concurrent.Future#get()} does in a greenlet, and on a plain thread, too, whose
   * greenlets would stand still in that one. asyncio: {@code await}.
   *
   * @param <T> what the stage completes with
   * @param stage what to wait for; must not be null
   * @return what it completed with; may be null
   * @throws ExecutionException if it failed; the cause is why
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws InterruptedException if the current thread is interrupted
   * @throws LoopExit if its completion can never come
   */
  public static <T> T await(CompletionStage<? extends T> stage)
      throws InterruptedException, ExecutionException {
    AwaitedStage<T> awaited = new AwaitedStage<>(stage);
    awaited.await(Waiter.FOREVER);
    return awaited.result();
  }

  /**
   * Waits, switching to others, for a stage to complete or the time to be over; the stage goes on.
   * asyncio: {@code wait_for(shield(...))}.
   *
   * @param <T> what the stage completes with
   * @param stage what to wait for; must not be null
   * @param timeout how long at most
   * @return what it completed with; may be null
   * @throws TimeoutException if it had not completed in time
   * @throws ExecutionException if it failed; the cause is why
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws InterruptedException if the current thread is interrupted
   */
  public static <T> T await(CompletionStage<? extends T> stage, Duration timeout)
      throws InterruptedException, ExecutionException, TimeoutException {
    AwaitedStage<T> awaited = new AwaitedStage<>(stage);
    if (!awaited.await(Durations.nanos(timeout))) {
      throw new TimeoutException(stage + " has not completed within " + timeout);
    }
    return awaited.result();
  }

  private static <G extends Greenlet<?>> Map<Strand, G> distinct(Collection<? extends G> gs) {
    Map<Strand, G> distinct = new LinkedHashMap<>();
    for (G g : gs) {
      distinct.put(g.strand(), g);
    }
    return distinct;
  }

  // -- the current greenlet

  /**
   * Sleeps, switching to others. Zero or less is as {@link #yieldNow()}. gevent: {@code sleep}.
   *
   * @param d how long
   * @throws InterruptedException if the current thread is interrupted
   */
  public static void sleep(Duration d) throws InterruptedException {
    long nanos = Durations.nanos(d);
    if (nanos == 0) {
      yieldNow();
    } else {
      new Waiter(1).await(d, nanos);
    }
  }

  /**
   * Switches to the other greenlets that are ready and comes back in its turn: after each that
   * yielded or was woken by a greenlet before, and after a slice of those that descriptors, timers
   * or other threads have woken. gevent: {@code sleep(0)}.
   */
  public static void yieldNow() {
    Strand.current().yieldNow();
  }

  /**
   * Runs a body in the current greenlet, which may switch, and ends it when the time is up.
   *
   * <p>The body is unwound as by {@link Greenlet#kill(Throwable, Duration)}: by an {@link Error},
   * which {@code catch (Exception)} does not swallow, at its next switch point; a call of the JDK
   * it is blocked in is interrupted first. Only this limit's own error becomes a {@link
   * TimeoutException}, so limits can be nested: an outer one passes through an inner. A limit of
   * zero ends the body at its first wait, even one that only yields. gevent: {@code with_timeout}.
   *
   * @param <T> what the body returns
   * @param limit how long the body may take
   * @param body what to run; must not be null
   * @return what the body returned, even if it was late, but never waited
   * @throws TimeoutException if the time was up
   * @throws Exception what the body threw
   */
  public static <T> T withTimeout(Duration limit, Callable<T> body)
      throws TimeoutException, Exception {
    Objects.requireNonNull(body, "body");
    return Timeout.limit(Durations.nanos(limit), "not done within " + limit, body);
  }
}
