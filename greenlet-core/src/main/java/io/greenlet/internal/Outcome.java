package io.greenlet.internal;

import io.greenlet.GreenletExit;
import java.util.concurrent.atomic.AtomicLong;

/** How a strand ended, packed into one reference: its value, {@link #NULL}, or a failure. */
final class Outcome {
  /** A null value; null itself means "not ended". */
  static final Object NULL = new Object();

  private static final AtomicLong FAILURES = new AtomicLong();

  /**
   * An uncaught throwable.
   *
   * @param order counts failures over all hubs, so that the first in time can be told
   */
  record Failure(Throwable cause, long order) {}

  private Outcome() {}

  static Object ofValue(@Nullable Object value) {
    return value == null ? NULL : value;
  }

  /** {@link GreenletExit} is a result, anything else a failure. */
  static Object ofThrown(Throwable thrown) {
    return thrown instanceof GreenletExit
        ? thrown
        : new Failure(thrown, FAILURES.incrementAndGet());
  }

  static @Nullable Object value(@Nullable Object outcome) {
    return outcome == NULL || outcome instanceof Failure ? null : outcome;
  }

  static @Nullable Throwable exception(@Nullable Object outcome) {
    return outcome instanceof Failure failure ? failure.cause() : null;
  }
}
