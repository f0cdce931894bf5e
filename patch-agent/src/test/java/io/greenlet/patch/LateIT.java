package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.LateWork;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attached to a program that runs: who runs already stays a thread, and works with greenlets. */
final class LateIT {
  private static final List<String> EXPECTED =
      List.of(
          "old worker is greenlet: false",
          "new worker is greenlet: true",
          "new timer is greenlet: true",
          "call from new caller, greenlet here: false",
          "sleep of an old thread interrupted by a new one",
          "joined by new: TERMINATED",
          "locked by new, held by old: old holder",
          "monitor entered by new",
          "interrupted by old",
          "joined by new joiner",
          "joined by old: TERMINATED",
          "thread: escaped: thread main, java.lang.Thread, a platform thread",
          "thread: escaped: thread old echo, java.lang.Thread, a platform thread",
          "thread: escaped: thread pool-1-thread-1, java.lang.Thread, a platform thread",
          "thread: escaped: thread pool-2-thread-1, java.lang.Thread, a platform thread",
          "old echo interrupted",
          "pool ended: true",
          "timer ended: true");

  private static void assertWorks(String... how) {
    String classPath = String.join(File.pathSeparator, Child.CLASSES, Child.AGENT);
    Child child =
        Child.java(
            List.of("-Xverify:all"), List.of("-cp", classPath, LateWork.class.getName()), how);
    assertEquals(0, child.exitCode(), child::toString);
    // Two threads print; what each says is in order.
    assertEquals(sorted(EXPECTED), sorted(child.lines()), child::toString);
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  @Test
  void patchAll_threadsAtWork_stayAndGoOn() {
    assertWorks("monkey");
  }

  @Test
  void attach_fromOutside_sameAsPatchAll() {
    String jcmd = Path.of(Child.javaCommand()).resolveSibling("jcmd").toString();
    assertWorks(jcmd, "PID", "JVMTI.agent_load", Child.AGENT);
  }
}
