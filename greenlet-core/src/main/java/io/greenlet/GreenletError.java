package io.greenlet;

import io.greenlet.internal.Nullable;

/**
 * A use of greenlets that cannot work: a switch to another hub's greenlet or to one that waits in a
 * call, a cyclic parent, a JVM that gives no way in. The message says what was done, why it cannot
 * work, and what to do instead. greenlet: {@code greenlet.error}.
 */
public class GreenletError extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * An error.
   *
   * @param message what was done, why it cannot work, what to do instead
   */
  public GreenletError(String message) {
    super(message);
  }

  /**
   * An error with a cause.
   *
   * @param message what was done, why it cannot work, what to do instead
   * @param cause what led to it; may be null
   */
  public GreenletError(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
