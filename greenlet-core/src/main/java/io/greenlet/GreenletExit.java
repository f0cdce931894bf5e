package io.greenlet;

import io.greenlet.internal.Nullable;

/**
 * Thrown in a greenlet to end it, by {@link Greenlet#kill()} and {@link Greenlet#throwIn()}.
 *
 * <p>It is an {@link Error}, so {@code catch (Exception)} in the body does not swallow it.
 * Uncaught, it is a result and not a failure: the greenlet counts as successful and its value is
 * this very object. greenlet: {@code GreenletExit}.
 */
public class GreenletExit extends Error {
  private static final long serialVersionUID = 1L;

  /** An exit without a message. */
  public GreenletExit() {}

  /**
   * An exit that says why.
   *
   * @param message the reason; may be null
   */
  public GreenletExit(@Nullable String message) {
    super(message);
  }
}
