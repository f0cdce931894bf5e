package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.Carried;
import io.greenlet.patch.programs.Prints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of the agent, as arguments and as system properties, in a JVM. */
final class OptionsIT {
  private static Child carried(List<String> flags) {
    return Child.java(flags, List.of("-cp", Child.CLASSES, Carried.class.getName()), "10", "t");
  }

  @Test
  void property_alone_counts() {
    Child child = carried(List.of("-Dio.greenlet.patch.hubs=2", Child.agent(""))).ok();
    assertEquals("carriers: 2", child.lines().get(1));
  }

  @Test
  void property_besideArgument_yields() {
    Child child = carried(List.of("-Dio.greenlet.patch.hubs=2", Child.agent("hubs=3"))).ok();
    assertEquals("carriers: 3", child.lines().get(1));
  }

  @Test
  void property_unknown_refused() {
    carried(List.of("-Dio.greenlet.patch.hub=2", Child.agent("")))
        .assertRefused("'-Dio.greenlet.patch.hub'");
  }

  @Test
  void help_argumentOrProperty_printsOptionsOnly() {
    Child child = Child.patchedWith("help", Prints.class, "reached").ok();
    assertEquals(Usage.OPTIONS.lines().toList(), child.lines());
    Child byProperty = carried(List.of("-Dio.greenlet.patch.help=true", Child.agent("")));
    assertEquals(child.out(), byProperty.ok().out());
    assertTrue(
        Child.java(List.of(), List.of("-jar", Child.AGENT, "help"))
            .ok()
            .out()
            .contains(child.out()));
  }

  @Test
  void report_toStandardError_afterTheProgram() {
    Child child = Child.patchedWith("report", Prints.class, "reached");
    assertEquals(0, child.exitCode(), child::toString);
    assertTrue(child.out().contains("reached"), child::toString);
    assertTrue(child.err().startsWith("(reached)\npatch-agent on JDK"), child::toString);
  }

  @Test
  void report_toFile_programIsAlone(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a report.txt");
    Child child = Child.patchedWith("report=" + file, Prints.class, "reached");
    assertEquals("(reached)\n", child.err(), child::toString);
    assertTrue(Files.readString(file).startsWith("patch-agent on JDK"));
  }

  @Test
  void report_whereNothingCanBe_refused(@TempDir Path folder) {
    String option = "report=" + folder.resolve("none/report.txt");
    Child.patchedWith(option, Prints.class, "reached").assertRefused("'" + option + "'");
  }

  @Test
  void areas_withMinus_allTheOthers() {
    String report = Child.patchedWith("areas=-time+-socket,report", Prints.class).err();
    assertTrue(report.contains("patched thread"), report);
    String patched = report.lines().findFirst().orElseThrow();
    assertFalse(patched.contains("time") || patched.contains("socket"), patched);
  }

  @Test
  void agentTwice_sameOrNoOptions_silent() {
    carried(List.of(Child.agent("hubs=2"), Child.agent("hubs=2"), Child.agent(""))).ok();
  }

  @Test
  void agentTwice_otherOptions_warnsOnce() {
    Child child =
        carried(List.of(Child.agent("hubs=2"), Child.agent("hubs=3"), Child.agent("hubs=4")));
    assertEquals(0, child.exitCode(), child::toString);
    assertEquals("carriers: 2", child.lines().get(1));
    assertEquals(1, child.err().lines().count(), child::toString);
    assertTrue(child.err().contains("without effect: hubs=3"), child::toString);
  }
}
