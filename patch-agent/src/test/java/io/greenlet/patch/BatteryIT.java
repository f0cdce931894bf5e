package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operation that blocks, in ordinary threads, with the agent and without: the battery of the
 * core's tests, whose table says what has to be found.
 */
final class BatteryIT {
  /** Where the core's tests are, which no other module depends on. */
  private static final String BATTERY =
      System.getProperty("battery.classes", "battery.classes is not set");

  private static final String PROGRAM = "io.greenlet.battery.BatteryProgram";

  private static final Child PLAIN =
      Child.java(
          List.of(), List.of("-cp", BATTERY + File.pathSeparator + core(), PROGRAM, "plain"));

  private static String core() {
    return Path.of(Greenlet.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  private static Child patched(String options, String... arguments) {
    List<String> application = new ArrayList<>(List.of("-cp", BATTERY, PROGRAM, "agent"));
    application.addAll(List.of(arguments));
    return Child.java(
        List.of(Child.agent(options + ",exclude=name:foreign*"), "-Xverify:all"), application);
  }

  @Test
  void battery_plain_findsWhatTheTableSays() {
    assertAsTheTableSays(PLAIN);
    assertTrue(comparable(PLAIN).lines().count() > 250, PLAIN::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hubs=1", "hubs=2"})
  void battery_patched_findsWhatTheTableSaysAndThePlainOneDoes(String options) {
    Child patched = patched(options);
    assertAsTheTableSays(patched);
    assertEquals(comparable(PLAIN), comparable(patched));
  }

  @Test
  void controls_patched_areTold() {
    Child controls = patched("hubs=1", "controls");
    assertEquals(
        List.of(
            "only here: busy wait OTHERS_RUN: others wait",
            "only here: swallower KILL: when woken",
            "only here: 2 lines"),
        controls.ok().lines());
  }

  private static void assertAsTheTableSays(Child child) {
    assertFalse(child.ok().out().contains("UNEXPECTED"), () -> unexpected(child));
  }

  private static String unexpected(Child child) {
    return child
        .out()
        .lines()
        .filter(line -> line.contains("UNEXPECTED"))
        .collect(Collectors.joining("\n"));
  }

  private static String comparable(Child child) {
    return child
        .out()
        .lines()
        .filter(line -> !line.startsWith("only here: "))
        .collect(Collectors.joining("\n"));
  }
}
