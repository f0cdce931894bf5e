package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.internal.Baton.Look;
import org.junit.jupiter.api.Test;

/** How often the watcher looks. */
class WatcherTest {
  /** Whoever begins a call wakes it only if it has said that it waits for more than a tick. */
  @Test
  void pauseNanos_anyLook_isNotLongerThanWasSaidBefore() {
    for (Look seen : Look.values()) {
      assertEquals(Watcher.TICK_NANOS, Watcher.pauseNanos(Watcher.TICK, seen));
    }
    assertEquals(Watcher.SLOW_TICK_NANOS, Watcher.pauseNanos(Watcher.SLOW_TICK, Look.QUIET));
    assertEquals(Watcher.SLOW_TICK_NANOS, Watcher.pauseNanos(Watcher.SLOW_TICK, Look.AWAKE));
    assertEquals(0, Watcher.pauseNanos(Watcher.WAKE_UP, Look.QUIET));
  }

  @Test
  void pauseNanos_somethingSeen_isShorterThanWasSaid() {
    assertEquals(Watcher.TICK_NANOS, Watcher.pauseNanos(Watcher.SLOW_TICK, Look.BUSY));
    assertEquals(Watcher.TICK_NANOS, Watcher.pauseNanos(Watcher.WAKE_UP, Look.BUSY));
    assertEquals(Watcher.SLOW_TICK_NANOS, Watcher.pauseNanos(Watcher.WAKE_UP, Look.AWAKE));
  }
}
