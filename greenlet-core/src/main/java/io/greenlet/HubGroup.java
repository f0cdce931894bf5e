package io.greenlet;

import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import io.greenlet.internal.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Several hubs, as a rule one for each core, over which greenlets are spread in turn.
 *
 * <p>A greenlet stays on the hub that it was spawned on. Those of one hub run one at a time, those
 * of two hubs at the same time: what they share needs a lock or a queue, as between threads. Joins,
 * kills, links, queues and events work across hubs; {@link Greenlet#switchTo} does not. gevent has
 * one hub for each thread, and processes for more cores; asyncio: {@code aiomultiprocess}.
 *
 * <p>Thread rule: all methods may be called from any thread.
 */
public final class HubGroup implements Executor, AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final List<Hub> hubs;
  private final AtomicInteger turn = new AtomicInteger();

  /** How many of those spawned here have not ended. */
  private final AtomicLong running = new AtomicLong();

  /** Who waits for the last of them to end; null for nobody. */
  private volatile @Nullable Waiter closing;

  private HubGroup(List<Hub> hubs) {
    this.hubs = hubs;
  }

  /**
   * Starts hubs, each with a carrier thread of its own, a daemon; does not switch.
   *
   * @param carriers how many, at least one
   * @return the group, to be {@linkplain #close closed} some time
   * @throws IllegalArgumentException if there are to be fewer than one
   * @throws GreenletError if this JVM gives no way in
   */
  public static HubGroup of(int carriers) {
    if (carriers < 1) {
      throw new IllegalArgumentException(
          "a group of " + carriers + " hubs runs nothing; ask for at least one");
    }
    String name = "group-" + NUMBERS.incrementAndGet() + "-";
    List<Hub> hubs = new ArrayList<>();
    for (int i = 0; i < carriers; i++) {
      hubs.add(Hub.start(name + i));
    }
    return new HubGroup(List.copyOf(hubs));
  }

  /**
   * Returns the hubs, to spawn on one of them on purpose; does not switch.
   *
   * @return the hubs, an unmodifiable list
   */
  public List<Hub> hubs() {
    return hubs;
  }

  /**
   * Makes a greenlet and schedules it on the hub whose turn it is; does not switch.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @return the greenlet
   * @throws GreenletError if this group is closed
   */
  public <T> Greenlet<T> spawn(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    Hub hub = hubs.get(Math.floorMod(turn.getAndIncrement(), hubs.size()));
    running.incrementAndGet();
    boolean spawned = false;
    try {
      Greenlet<T> greenlet = hub.spawn(body);
      greenlet.link(ended -> ended());
      spawned = true;
      return greenlet;
    } finally {
      if (!spawned) {
        ended();
      }
    }
  }

  private void ended() {
    Waiter told = running.decrementAndGet() == 0 ? closing : null;
    if (told != null) {
      told.signal();
    }
  }

  /**
   * Runs a task as a greenlet of the hub whose turn it is, some time; does not switch. What it
   * throws is reported to the error handler.
   *
   * @param r the task
   * @throws GreenletError if this group is closed
   */
  @Override
  public void execute(Runnable r) {
    Objects.requireNonNull(r, "task");
    spawn(() -> {
      r.run();
      return null;
    });
  }

  /**
   * Sets who is told of uncaught failures, on every hub; see {@link Hub#setErrorHandler}. Does not
   * switch.
   *
   * @param handler the handler, which greenlets of several hubs may call at a time; null for none
   */
  public void setErrorHandler(
      @Nullable BiConsumer<? super Greenlet<?>, ? super Throwable> handler) {
    hubs.forEach(hub -> hub.setErrorHandler(handler));
  }

  /**
   * Returns what each hub is doing; does not switch.
   *
   * @return the counts, in the order of {@link #hubs()}
   */
  public List<HubStats> stats() {
    return hubs.stream().map(Hub::stats).toList();
  }

  /**
   * Waits until all that was spawned here has ended, switching to others, and then closes the hubs;
   * see {@link Hub#close}. Meanwhile greenlets may go on spawning others. Does nothing if the group
   * is closed. If the thread is interrupted while it waits, all are killed, and the interrupt
   * status is set in the end.
   *
   * @throws GreenletError if called by a greenlet of this group, which cannot wait for its own end
   */
  @Override
  public void close() {
    Strand current = Strand.currentOrNull();
    for (Hub hub : hubs) {
      if (current != null && hub.isOf(current)) {
        throw new GreenletError(
            current + " cannot close the group of its own hub: it would wait for its own end");
      }
    }
    boolean interrupted = !awaitEnds();
    for (Hub hub : hubs) {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      hub.close();
    }
  }

  /** False if interrupted. */
  private boolean awaitEnds() {
    Waiter waiter = new Waiter(1);
    closing = waiter;
    if (running.get() == 0) {
      waiter.signal();
    }
    try {
      waiter.await("the end of all greenlets of " + this, Waiter.FOREVER);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "group of " + hubs;
  }
}
