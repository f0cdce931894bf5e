package io.greenlet.bench.startup;

/** An agent that does nothing: what the JVM itself takes for any. */
public final class EmptyAgent {
  private EmptyAgent() {}

  /**
   * Called by the JVM before main.
   *
   * @param options null
   */
  public static void premain(String options) {}
}
