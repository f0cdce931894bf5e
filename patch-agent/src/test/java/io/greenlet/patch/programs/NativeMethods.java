package io.greenlet.patch.programs;

import io.greenlet.patch.Monkey;

/** Native methods of the program's own that block, beside a thread that should go on. */
public final class NativeMethods {
  private NativeMethods() {}

  /**
   * Prints beside which of them the other thread goes on.
   *
   * @param args how many milliseconds each takes; then with which options to patch, where the
   *     native methods are known already
   */
  public static void main(String[] args) throws InterruptedException {
    int millis = Integer.parseInt(args[0]);
    Naps.rest();
    if (args.length > 1) {
      Monkey.patchAll(args[1]);
    }
    Thread napping =
        new Thread(() -> {
          look("pause", () -> Naps.pauseMillis(millis));
          look("await", () -> Naps.awaitMillis(millis));
        });
    napping.start();
    napping.join();
  }

  private static void look(String which, Runnable nap) {
    try (Ticks ticks = Ticks.start()) {
      int before = ticks.count();
      nap.run();
      System.out.println("others go on beside " + which + ": " + ticks.manySince(before));
    }
  }
}
