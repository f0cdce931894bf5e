package io.greenlet.diagnostics;

import io.greenlet.Greenlet;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.CoreAccess;
import io.greenlet.internal.Durations;
import io.greenlet.internal.Inspection;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reports each greenlet that keeps its hub from running others for longer than a threshold, with
 * its stack trace, until it is closed; to start or close one does not switch. gevent: the
 * monitoring thread, {@code GEVENT_MONITOR_THREAD_ENABLE}.
 *
 * <pre>{@code
 * BlockingMonitor.start(Duration.ofMillis(100));
 * }</pre>
 *
 * <p>A greenlet blocks its hub if it computes for long, or waits in a way that does not let others
 * run: in a native method, or, without the agent, in the read of a file. The main greenlet of a
 * plain thread blocks if that thread has greenlets and does something else, such as {@code
 * Thread.sleep}, without waiting for one. Each time is reported once, after the threshold and
 * before half as much again. A monitor has a daemon thread, which looks at all hubs; it costs the
 * greenlets nothing. A virtual thread that a greenlet has started, and that is none itself, is not
 * watched.
 *
 * <p>Thread rule: all methods may be called from any thread.
 */
public final class BlockingMonitor implements AutoCloseable {
  /**
   * A greenlet that blocks its hub. gevent: {@code EventLoopBlocked}.
   *
   * @param greenlet who blocks
   * @param threshold how long it has done so at least
   * @param stack where it was then, innermost first
   */
  public record Blocked(Greenlet<?> greenlet, Duration threshold, List<StackTraceElement> stack) {
    /** What is printed where there is no handler. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      text.append(greenlet.name())
          .append(" has not let others run for ")
          .append(threshold.toMillis())
          .append(" ms; ")
          .append(greenlet.hub());
      stack.forEach(frame -> text.append("\n\tat ").append(frame));
      return text.toString();
    }
  }

  /** The thread that looks. */
  private final class Looker extends Thread {
    private final Looks looks;
    private final long periodNanos;

    Looker(String name, Looks looks, long periodNanos) {
      super(null, null, name, 0, false);
      this.looks = looks;
      this.periodNanos = periodNanos;
      setDaemon(true);
    }

    @Override
    public void run() {
      while (!closed) {
        looks.look();
        long due = System.nanoTime() + periodNanos;
        for (long left = periodNanos; left > 0 && !closed; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
    }
  }

  /** The name of the thread of one with a handler, which may wake somebody. */
  private static final String HANDLED = "greenlet-reporter";

  private final Thread thread;
  private volatile boolean closed;

  private BlockingMonitor(String name, Duration threshold, Looks looks) {
    if (!threshold.isPositive()) {
      throw new IllegalArgumentException(
          "threshold is " + threshold + "; a hub is blocked after some time, such as 100 ms");
    }
    CoreAccess.get();
    this.thread = new Looker(name, looks, Durations.nanos(threshold) / Looks.PATIENCE + 1);
  }

  private static BlockingMonitor started(BlockingMonitor monitor) {
    monitor.thread.start();
    return monitor;
  }

  /**
   * Starts a monitor that prints on the standard error stream; does not switch.
   *
   * @param threshold how long a greenlet may keep others from running; positive. gevent: {@code
   *     GEVENT_MAX_BLOCKING_TIME}, 100 ms
   * @return the monitor
   */
  public static BlockingMonitor start(Duration threshold) {
    Looks looks = new Looks(threshold, null, blocked -> System.err.println(blocked));
    return started(new BlockingMonitor(Inspection.PRINTING_MONITOR, threshold, looks));
  }

  /**
   * Starts a monitor that tells a handler; does not switch. The handler runs on the monitor's
   * thread, not on the hub, for that is blocked. If it throws, that is printed, and the monitor
   * goes on.
   *
   * @param threshold how long a greenlet may keep others from running; positive
   * @param handler who is told; not null
   * @return the monitor
   */
  public static BlockingMonitor start(Duration threshold, Consumer<? super Blocked> handler) {
    return start(threshold, null, handler);
  }

  /** As {@link #start(Duration, Consumer)}, but looks at one greenlet only, unless it is null. */
  static BlockingMonitor start(
      Duration threshold, @Nullable Strand only, Consumer<? super Blocked> handler) {
    Objects.requireNonNull(handler, "handler");
    Looks looks = new Looks(threshold, only, blocked -> tell(handler, blocked));
    return started(new BlockingMonitor(HANDLED, threshold, looks));
  }

  private static void tell(Consumer<? super Blocked> handler, Blocked blocked) {
    try {
      handler.accept(blocked);
    } catch (RuntimeException | Error e) {
      System.err.print(
          "Exception in the handler of a BlockingMonitor, told that " + blocked + "\n");
      e.printStackTrace();
    }
  }

  /**
   * Runs code of which no monitor reports that it blocks; switches only if the code does. gevent:
   * {@code ignore_current_greenlet_blocking}.
   *
   * @param <T> what the code returns
   * @param body the code, run here and now
   * @return what it returned
   * @throws Exception what it threw
   */
  public static <T> T mayBlock(Callable<? extends T> body) throws Exception {
    Thread thread = Thread.currentThread();
    Looks.exempt(thread);
    try {
      return body.call();
    } finally {
      Looks.endExemption(thread);
    }
  }

  /**
   * Runs code without a result of which no monitor reports that it blocks; switches only if the
   * code does.
   *
   * @param body the code, run here and now
   * @throws Exception what it threw
   */
  public static void mayBlock(ThrowingRunnable body) throws Exception {
    mayBlock(() -> {
      body.run();
      return body;
    });
  }

  /** Ends the monitor, without waiting for a report that is being made; does not switch. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
