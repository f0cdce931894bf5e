package io.greenlet;

/**
 * Thrown to who asks for the result of a greenlet that failed; the cause is what its body threw.
 * gevent's {@code get} raises the original, which a checked exception in Java forbids.
 */
public class GreenletFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message which greenlet
   * @param cause what its body threw
   */
  public GreenletFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
