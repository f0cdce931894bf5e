package io.greenlet.patch.programs;

import java.util.function.BooleanSupplier;

/** Waits for what cannot tell by itself that it has happened, such as the state of a thread. */
final class Until {
  private Until() {}

  static void isTrue(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.yield();
    }
  }

  static void state(Thread thread, Thread.State state) {
    isTrue(() -> thread.getState() == state);
  }
}
