package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.Hogged;
import io.greenlet.patch.programs.Prints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The options by which a program that hangs says what it does. */
@Timeout(100)
final class DiagnosticsIT {
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void options_dumpAndBlocked_nameTheThreadThatKeepsTheOthersFromRunning() {
    Child child = Child.patchedWith("dump=WINCH,blocked=20", Hogged.class);

    assertContains(child, "hog has not let others run for 20 ms; hub 0 [OPEN, alive ");
    assertContains(child, "1 hub\n\nhub 0 [OPEN, alive ");
    assertContains(
        child, "    patient: waiting in a JDK call on java.util.concurrent.CountDownLatch");
    assertContains(child, "    hog: running\n        at ");
    assertContains(child, "Hogged.hog(Hogged.java:");
    assertEquals(0, child.exitCode(), child::toString);
  }

  private static void assertContains(Child child, String part) {
    assertTrue(child.err().contains(part), () -> "no " + part + " in " + child);
  }

  @Test
  void option_dump_onWhatIsNoSignal_isRefused() {
    Child.patchedWith("dump=NOSUCH", Prints.class)
        .assertRefused("option 'dump=NOSUCH': Unknown signal: NOSUCH");
  }
}
