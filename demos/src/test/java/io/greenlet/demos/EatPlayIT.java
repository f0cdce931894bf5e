package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs 7, 8 and 9. */
@Timeout(100)
final class EatPlayIT {
  @Test
  void switched_byName_printsAlternately() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, EatPlaySwitched.class);
  }

  @Test
  void spawned_bothSleep_takesTheLongerSleepAndGivesTheValues() throws Exception {
    int second = 1000;
    var outcome = Programs.runAsInHeader(Programs.LIBRARY, EatPlaySpawned.class, second);

    double seconds = outcome.costTime(0) * 1000 / second;
    assertTrue(seconds >= 2 && seconds < 3, () -> "sleeps of 2 and 1 took " + seconds);
  }

  @Test
  void spawned_underTheAgent_printsTheSame() throws Exception {
    Programs.runAsInHeader(Programs.AGENT, EatPlaySpawned.class, 200);
  }

  @Test
  void patched_plainSleeps_bodiesHaveNamesAndPlayEndsFirst() throws Exception {
    Programs.runAsInHeader(Programs.AGENT, EatPlayPatched.class, 500);
  }

  @Test
  void patched_notUnderTheAgent_bodiesHaveNoNames() throws Exception {
    var lines = Programs.run(Programs.LIBRARY, EatPlayPatched.class, 1).expectSuccess().lines();

    assertEquals(7, lines.size(), lines::toString);
    assertTrue(lines.get(0).isEmpty() && lines.get(2).isEmpty(), lines::toString);
  }

  @Test
  void spawned_withoutAnyWayIn_fails() throws Exception {
    var outcome = Programs.run(Programs.PLAIN, EatPlaySpawned.class, 1);

    assertNotEquals(0, outcome.exitCode());
    String said = String.join("\n", outcome.lines());
    for (String way : List.of("-javaagent", "java -jar", "Monkey.patchAll", "--add-opens")) {
      assertTrue(said.contains(way), () -> way + " is not named in:\n" + said);
    }
  }
}
