package io.greenlet.patch.programs;

import io.greenlet.patch.Monkey;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Handles of one function made before the JVM is patched, while it is, and as critical. */
public final class ForeignLate {
  private static final int LONG_MILLIS = 100;

  private ForeignLate() {}

  /**
   * Prints beside which others go on.
   *
   * @param args the agent's options
   */
  public static void main(String[] args) throws InterruptedException {
    MethodHandle old = Libc.link("poll", Libc.POLL);
    Libc.poll(old, 1);
    Monkey.patchAll(args[0]);
    MethodHandle made = Libc.link("poll", Libc.POLL);
    MethodHandle critical = Libc.link("poll", Libc.POLL, Linker.Option.critical(false));
    Thread caller =
        new Thread(() -> {
          look("made before", old);
          look("made after", made);
          look("critical", critical);
        });
    caller.start();
    caller.join();
    Monkey.unpatch();
  }

  private static void look(String which, MethodHandle poll) {
    try (Ticks ticks = Ticks.start()) {
      int before = ticks.count();
      Libc.poll(poll, LONG_MILLIS);
      System.out.println("others go on beside one " + which + ": " + ticks.manySince(before));
    }
  }
}
