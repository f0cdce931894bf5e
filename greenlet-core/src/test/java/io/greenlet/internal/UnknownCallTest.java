package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a call has lasted, by what the watcher has seen of it. */
@ExtendWith(FreshHub.class)
class UnknownCallTest {
  private static final long TICK = Watcher.SLOW_TICK_NANOS;
  private static final long ENOUGH = UnknownCall.PATIENCE_NANOS / TICK + 1;

  private final StackTraceElement place = new StackTraceElement("a.B", "c", null, -2);
  private final UnknownCall call =
      new UnknownCall(Loop.install(Clock.SYSTEM, ReadyQueue.FIFO), Thread.currentThread(), place);
  private long now = 1;

  /** How many looks, so far apart, it takes until it lasts. */
  private long looksUntilItLasts(long apart) {
    for (long looks = 1; ; looks++) {
      if (call.lasts(now)) {
        return looks;
      }
      now += apart;
    }
  }

  @Test
  void lasts_lookedAtWithEachTick_afterASecond() {
    assertEquals(ENOUGH, looksUntilItLasts(TICK));
  }

  @Test
  void lasts_jvmWasStopped_stoppedTimeDoesNotCount() {
    assertFalse(call.lasts(now));
    now += 100 * UnknownCall.PATIENCE_NANOS;
    assertFalse(call.lasts(now));
    assertTrue(looksUntilItLasts(TICK) > ENOUGH / 2);
  }

  @Test
  void lasts_hasRunInBetween_onlySleepCounts() {
    for (long slept = 0; slept < ENOUGH - 2; slept++) {
      assertFalse(call.lasts(now));
      now += TICK;
      assertFalse(call.lasts(now));
      call.pauses();
      now += TICK;
    }
    assertTrue(looksUntilItLasts(TICK) < 5);
  }

  @Test
  void is_otherMethodOfTheClass_not() {
    assertTrue(call.is(place));
    assertFalse(call.is(new StackTraceElement("a.B", "d", null, -2)));
  }
}
