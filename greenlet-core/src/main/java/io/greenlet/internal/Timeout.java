package io.greenlet.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/**
 * A time limit on what the current strand does. When the time is up it is thrown into the strand,
 * as itself, so that nested ones are told apart by identity; it is an {@link Error}, so the body's
 * {@code catch (Exception)} does not swallow it.
 */
public final class Timeout extends Error {
  private static final long serialVersionUID = 1L;

  private Timeout(String message) {
    super(message, null, false, false);
  }

  /**
   * Runs a body in the current strand, which may switch, and throws into it when the time is up.
   *
   * @throws TimeoutException if this limit, and not one around it, ended the body
   */
  public static <T> T limit(long nanos, String message, Callable<T> body) throws Exception {
    Strand self = Strand.current();
    Timeout timeout = new Timeout(message);
    Timer timer =
        new Timer() {
          @Override
          void fire() {
            self.interrupt(timeout);
          }
        };
    self.loop().timers().add(timer, self.loop().deadline(nanos));
    try {
      return body.call();
    } catch (Throwable t) {
      Throwable meant = self.pendingInstead(t);
      if (meant == timeout) {
        TimeoutException own = new TimeoutException(message);
        if (t != timeout) {
          own.initCause(t);
        }
        throw own;
      }
      throw Sneaky.rethrow(meant);
    } finally {
      timer.cancel(false);
      self.withdraw(timeout);
    }
  }
}
