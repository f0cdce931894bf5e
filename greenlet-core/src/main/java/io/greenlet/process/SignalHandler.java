package io.greenlet.process;

import io.greenlet.GreenletError;
import io.greenlet.Hub;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.OsSignals;
import java.util.Objects;

/**
 * Runs a greenlet whenever the operating system sends a signal, until it is closed; to make or
 * close one does not switch. gevent: {@code signal_handler}.
 *
 * <pre>{@code
 * try (SignalHandler term = SignalHandler.on("TERM", () -> server.stop(Duration.ofSeconds(10)))) {
 *   server.serveForever();
 * }
 * }</pre>
 *
 * <p>Each signal starts one greenlet, on the hub of who made the handler, so the body may wait; two
 * signals of a kind that come at once may be told as one, as ever. A signal may have several
 * handlers; all run. While it has any, what the JVM does by itself (to end, for {@code INT}, {@code
 * TERM} and {@code HUP}) is left out; with the last one closed it is back.
 *
 * <p>The JDK has one door to signals, {@code sun.misc.Signal}. It is not part of Java's standard
 * and sits in the module {@code jdk.unsupported}; without that module {@link #on} says so.
 *
 * <p>Thread rule: all methods may be called from any thread.
 */
public final class SignalHandler implements AutoCloseable {
  private final String signal;

  /** The object by which it is known. */
  private final Runnable told;

  private SignalHandler(String signal, Runnable told) {
    this.signal = signal;
    this.told = told;
  }

  /**
   * Handles a signal from now on; does not switch.
   *
   * @param signal its name without {@code SIG}, as in {@code TERM}
   * @param body what to run each time, in a new greenlet of the current hub; what it throws is
   *     reported to that hub's error handler
   * @return the handler; to be closed before its hub
   * @throws IllegalArgumentException if the system has no such signal, or the JVM keeps it for
   *     itself, as {@code QUIT} and, started with {@code -Xrs}, {@code TERM}
   * @throws GreenletError if the JVM runs without the module {@code jdk.unsupported}
   */
  public static SignalHandler on(String signal, ThrowingRunnable body) {
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(body, "body");
    Hub hub = Hub.current();
    Runnable told =
        () ->
            hub.<Void>spawn(() -> {
              body.run();
              return null;
            });
    OsSignals.add(signal, told);
    return new SignalHandler(signal, told);
  }

  /** Handles the signal no more; does not switch. What runs runs on. gevent: {@code cancel()}. */
  @Override
  public void close() {
    OsSignals.remove(signal, told);
  }

  @Override
  public String toString() {
    return "handler of SIG" + signal;
  }
}
