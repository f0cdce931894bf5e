package io.greenlet.patch.programs;

/** Native methods of the program's own that block, beside a thread that should go on. */
public final class NativeMethods {
  private NativeMethods() {}

  /**
   * Prints beside which of them the other thread goes on.
   *
   * @param args how many milliseconds each takes
   */
  public static void main(String[] args) {
    int millis = Integer.parseInt(args[0]);
    Naps.rest();
    look("pause", () -> Naps.pauseMillis(millis));
    look("await", () -> Naps.awaitMillis(millis));
  }

  private static void look(String which, Runnable nap) {
    try (Ticks ticks = Ticks.start()) {
      int before = ticks.count();
      nap.run();
      System.out.println("others go on beside " + which + ": " + ticks.manySince(before));
    }
  }
}
