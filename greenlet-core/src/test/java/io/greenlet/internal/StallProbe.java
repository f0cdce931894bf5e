package io.greenlet.internal;

/** The view of the rule behind {@code LoopExit} on the threads of the test's JVM. */
public final class StallProbe {
  private StallProbe() {}

  /** Whether nothing but the current thread could do anything, now and a moment later. */
  public static boolean isEverybodyElseIdle() {
    return Stall.isCertain(Thread.currentThread());
  }
}
