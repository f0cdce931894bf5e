package io.greenlet.bench.startup;

/** The program that is started. */
final class Hello {
  private Hello() {}

  /** Apart, so that Hello itself has no call that the agent redirects. */
  private static final class Asking {
    static String name() {
      return Thread.currentThread().getName();
    }
  }

  /**
   * Greets.
   *
   * @param args anything, to have it ask for its thread
   */
  public static void main(String[] args) {
    System.out.println(args.length == 0 ? "hello" : "hello from " + Asking.name());
  }
}
