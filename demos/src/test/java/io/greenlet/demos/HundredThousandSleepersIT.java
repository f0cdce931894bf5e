package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.demos.Programs.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(200)
final class HundredThousandSleepersIT {
  private static Outcome sleepers(int count) throws Exception {
    // Long enough that the first is still asleep when the last of them starts.
    int milliseconds = 6000;
    return Programs.runSteady(Programs.LIBRARY, HundredThousandSleepers.class, count, milliseconds);
  }

  @Test
  void hundredThousand_asleepAtOnce_haveOneCarrierAndNoThreadMoreThanTen() throws Exception {
    Outcome few = sleepers(10);
    Outcome all = sleepers(100_000);

    all.expectOutputOf(HundredThousandSleepers.class);
    assertTrue(
        all.threads() <= few.threads(),
        () -> "10 had " + few.threads() + " operating system threads, all " + all.threads());
  }
}
