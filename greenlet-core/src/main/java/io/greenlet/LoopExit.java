package io.greenlet;

/**
 * A wait of a plain thread's main greenlet that can never end: nothing in its hub is ready or
 * timed, and every other thread of the JVM waits without a limit, too. The message says who waits
 * for what. Where that is not certain, the wait goes on. gevent: {@code LoopExit}.
 */
public class LoopExit extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * An exit.
   *
   * @param message who waits for what
   */
  public LoopExit(String message) {
    super(message);
  }
}
