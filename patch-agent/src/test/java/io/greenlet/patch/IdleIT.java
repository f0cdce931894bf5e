package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Idle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A hub whose greenlets all wait does nothing. */
@EnabledOnOs(OS.LINUX)
final class IdleIT {
  @Test
  void hub_allWait_neitherItNorTheWatcherRuns() {
    assertEquals(
        List.of("falls asleep: true", "control, one ticks: true", "uses the processor: false"),
        Child.patchedWith("exclude=name:plain", Idle.class).ok().lines());
  }
}
