package io.greenlet.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The view of the rule behind {@code LoopExit} on the threads of the test's JVM. */
public final class StallProbe {
  /** Enough for threads that are about to end. */
  private static final int TRIES = 50;

  private static final long TRY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private StallProbe() {}

  /** Whether nothing but the current thread could do anything, now or in a moment. */
  public static boolean isEverybodyElseIdle() {
    for (int i = 0; i < TRIES; i++) {
      if (Stall.isCertain(Thread.currentThread())) {
        return true;
      }
      LockSupport.parkNanos(TRY_NANOS);
    }
    return false;
  }
}
