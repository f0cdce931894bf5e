package io.greenlet.bench.harness;

/** A benchmark cannot run as it was started; the message, which is for the user, says why. */
public final class CannotRun extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Makes one.
   *
   * @param message what is wrong, and what to do or to write instead
   */
  public CannotRun(String message) {
    super(message);
  }
}
