package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.ForeignCalls;
import io.greenlet.patch.programs.ForeignLate;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Native functions linked by {@code java.lang.foreign}: calls that block, and call back. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ForeignIT {
  private static final List<String> EXPECTED =
      List.of(
          "others go on beside poll: true",
          "type: (MemorySegment,MemorySegment,long,int)int, bound: (MemorySegment,long,int)int",
          "others go on beside poll by its address: true 0",
          "with arguments: 0",
          "errno: -1 22",
          "variadic: say 42, 6",
          "structure: 3, 2",
          "length: 4",
          "refused: Already closed",
          "handed: from inside",
          "taken: from foreign thread",
          "foreign thread: 0 0");

  /** Patched in the midst of main, where the program's own thread is no greenlet. */
  private static List<String> late(String options) {
    String classPath = Child.CLASSES + File.pathSeparator + Child.AGENT;
    Child child =
        Child.java(
            List.of("-Xverify:all", "--enable-native-access=ALL-UNNAMED"),
            List.of("-cp", classPath, ForeignLate.class.getName()),
            options);
    assertEquals(0, child.exitCode(), child::toString);
    return child.lines();
  }

  @Test
  void calls_plain_allWork() {
    assertEquals(EXPECTED, Child.linking(List.of(), ForeignCalls.class).ok().lines());
  }

  @Test
  void calls_patched_sameLines() {
    assertEquals(EXPECTED, Child.linkingPatched("", ForeignCalls.class).ok().lines());
  }

  @Test
  void calls_ofThreadsLeftAlone_sameLines() {
    assertEquals(EXPECTED, Child.linkingPatched("exclude=name:*", ForeignCalls.class).ok().lines());
  }

  /** The linker keeps the handles that it has made; an old one stays as it is. */
  @Test
  void handles_madeAfterThePatch_areAnnounced() {
    assertEquals(
        List.of(
            "others go on beside one made before: false",
            "others go on beside one made after: true",
            "others go on beside one critical: false"),
        late(""));
  }

  /** The control: what nobody announces cannot be seen. */
  @Test
  void handles_areaLeftOut_areNotAnnounced() {
    assertEquals(
        List.of(
            "others go on beside one made before: false",
            "others go on beside one made after: false",
            "others go on beside one critical: false"),
        late("areas=-native"));
  }

  @Test
  void report_areaPatched_countsHandles() {
    Child child = Child.linkingPatched("report", ForeignCalls.class);
    assertEquals(EXPECTED, child.lines());
    assertTrue(
        child
            .err()
            .lines()
            .anyMatch(
                line -> line.matches(".*native: woven: .*specializeDowncall.*: [1-9]\\d* hits")),
        child::toString);
  }
}
