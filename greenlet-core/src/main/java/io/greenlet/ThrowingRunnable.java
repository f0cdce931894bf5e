package io.greenlet;

/**
 * A {@link Runnable} that may throw any exception, which is what a greenlet's body without a result
 * is.
 */
@FunctionalInterface
public interface ThrowingRunnable {
  /**
   * Runs the body; as a greenlet, it may switch.
   *
   * @throws Exception any; it becomes the greenlet's {@link Greenlet#exception()}
   */
  void run() throws Exception;
}
