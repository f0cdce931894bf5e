package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    var outcome = Programs.run(Programs.LIBRARY, EatPlaySwitched.class).expectSuccess();

    assertEquals(
        List.of("egon eat 1", "egon play 1", "egon eat 2", "egon play 2"), outcome.lines());
  }

  @Test
  void spawned_bothSleep_takesTheLongerSleepAndGivesTheValues() throws Exception {
    int second = 1000;
    var outcome = Programs.run(Programs.LIBRARY, EatPlaySpawned.class, second).expectSuccess();

    assertEquals(
        List.of("egon eat 1", "egon play 1", "egon play 2", "egon eat 2", "main"),
        outcome.lines().subList(0, 5));
    assertEquals("eaten, played", outcome.value("values: "));
    assertEquals(7, outcome.lines().size(), outcome.lines()::toString);
    double seconds = outcome.costTime(0) * 1000 / second;
    assertTrue(seconds >= 2 && seconds < 3, () -> "sleeps of 2 and 1 took " + seconds);
  }

  @Test
  void spawned_underTheAgent_printsTheSame() throws Exception {
    var outcome = Programs.run(Programs.AGENT, EatPlaySpawned.class, 200).expectSuccess();

    assertEquals(
        List.of("egon eat 1", "egon play 1", "egon play 2", "egon eat 2", "main"),
        outcome.lines().subList(0, 5));
  }

  @Test
  void patched_plainSleeps_bodiesHaveNamesAndPlayEndsFirst() throws Exception {
    var lines = Programs.run(Programs.AGENT, EatPlayPatched.class, 500).expectSuccess().lines();

    assertEquals(7, lines.size(), lines::toString);
    String eat = lines.get(0);
    String play = lines.get(2);
    assertEquals(List.of(eat, "eat food 1", play, "play 1", "play 2", "eat food 2", "main"), lines);
    assertFalse(eat.isBlank() || play.isBlank(), lines::toString);
    assertNotEquals(eat, play);
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
