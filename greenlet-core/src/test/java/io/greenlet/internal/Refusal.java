package io.greenlet.internal;

import io.greenlet.GreenletError;

/** Stands, in a {@link SwitchModel}, for an error of the library's own making. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(Throwable cause) {
    super("an error of the library", cause, false, false);
  }

  /** Whether a real throwable is the predicted one. */
  static boolean isSame(Throwable predicted, Throwable real) {
    return predicted instanceof Refusal
        ? real instanceof GreenletError && isSame(predicted.getCause(), real.getCause())
        : predicted == real;
  }
}
