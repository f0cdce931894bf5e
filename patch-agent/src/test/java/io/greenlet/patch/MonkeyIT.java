package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.LatePatch;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Patching and restoring a JVM that runs. */
final class MonkeyIT {
  private static final List<String> LOOKED_PATCHED =
      List.of(
          "patched: THREAD TIME SOCKET DNS FILE PROCESS NATIVE",
          "thread virtual: true",
          "itself: looking",
          "ended: TERMINATED");
  private static final List<String> LOOKED_PLAIN =
      List.of("patched:", "thread virtual: false", "itself: looking", "ended: TERMINATED");

  /** Without -javaagent: the jar is on the class path, and the program loads it itself. */
  private static Child late(List<String> flags, String... arguments) {
    return Child.java(
        flags,
        List.of("-cp", Child.CLASSES + File.pathSeparator + Child.AGENT, LatePatch.class.getName()),
        arguments);
  }

  private static Child late(String... arguments) {
    Child child = late(List.of(), arguments);
    assertEquals(0, child.exitCode(), child::toString);
    return child;
  }

  @Test
  void patchAll_lateInMain_convertsThreadsFromThenOn() {
    Child child = late("look", "patchAll", "look");
    assertEquals(LOOKED_PLAIN, child.lines().subList(0, 4));
    assertEquals(LOOKED_PATCHED, child.lines().subList(4, 8));
    for (String line : child.err().lines().toList()) {
      assertTrue(line.startsWith("WARNING: "), child::toString);
    }
  }

  @Test
  void patchAll_twice_doesNothingMore() {
    assertEquals(late("patchAll", "look").out(), late("patchAll", "patchAll", "look").out());
  }

  @Test
  void patchAll_withAgent_isSilent() {
    Child child = Child.patched(LatePatch.class, "patchAll", "look").ok();
    assertEquals(
        "patched: THREAD TIME SOCKET DNS FILE PROCESS NATIVE MAIN", child.lines().getFirst());
  }

  @Test
  void patchAll_forbidden_saysWhatToDo() {
    Child child = late(List.of("-XX:-EnableDynamicAgentLoading"), "patchAll", "look");
    assertEquals(0, child.exitCode(), child::toString);
    String refusal = child.lines().getFirst();
    assertTrue(refusal.startsWith("refused: "), child::toString);
    assertTrue(refusal.contains("-javaagent:patch-agent.jar"), child::toString);
    assertTrue(refusal.contains("-XX:+EnableDynamicAgentLoading"), child::toString);
    assertEquals(
        LOOKED_PLAIN, child.lines().subList(child.lines().size() - 4, child.lines().size()));
  }

  @Test
  void patch_oneArea_leavesTheOthers() {
    Child child = late("patchTime", "look", "patchAll", "look");
    assertEquals("patched: TIME", child.lines().get(0));
    assertEquals("thread virtual: false", child.lines().get(1));
    assertEquals(LOOKED_PATCHED, child.lines().subList(4, 8));
  }

  @Test
  void patch_areaThatCannotBe_refused() {
    Child child = late("patchMain", "look");
    assertTrue(child.lines().get(0).contains("-javaagent"), child::toString);
    assertEquals(LOOKED_PLAIN, child.lines().subList(1, 5));
  }

  @Test
  void unpatch_thenLook_plainAgainAndBack() {
    Child child = late("patchAll", "look", "unpatch", "look", "unpatch", "patchAll", "look");
    assertEquals(LOOKED_PATCHED, child.lines().subList(0, 4));
    assertEquals(LOOKED_PLAIN, child.lines().subList(4, 8));
    assertEquals(LOOKED_PATCHED, child.lines().subList(8, 12));
  }

  @Test
  void unpatch_greenletsRunning_goOn() {
    Child child = late("patchAll", "survive", "look", "report");
    assertEquals(
        List.of(
            "alive: true WAITING",
            "not started again",
            "survivor: survivor",
            "ended: false TERMINATED"),
        child.lines().subList(0, 4));
    assertEquals(LOOKED_PLAIN, child.lines().subList(4, 8));
    assertTrue(child.lines().get(8).contains("nothing is patched"), child::toString);
  }

  @Test
  void unpatch_withAgent_mainGoesOn() {
    Child child =
        Child.patched(LatePatch.class, "look", "unpatch", "look", "patchAll", "look").ok();
    assertEquals("thread virtual: true", child.lines().get(1));
    assertEquals(LOOKED_PLAIN, child.lines().subList(4, 8));
    assertEquals(LOOKED_PATCHED, child.lines().subList(8, 12));
  }

  @Test
  void report_patched_namesEachSeam() {
    String report = Child.patched(LatePatch.class, "report").ok().out();
    for (Seam seam : Seams.of(Area.all())) {
      assertTrue(report.contains(seam.toString()), () -> seam + " is not in " + report);
    }
  }

  private static long hits(List<String> report, String seam) {
    for (String line : report) {
      if (line.contains(" " + seam + ": ")) {
        return Long.parseLong(line.replaceAll(".*: | hits$", ""));
      }
    }
    throw new AssertionError(seam + " is not in " + report);
  }

  @Test
  void report_seamGoneThrough_countsEachTime() {
    List<String> lines =
        Child.patched(LatePatch.class, "report", "look", "look", "look", "report").ok().lines();
    int second = lines.lastIndexOf(lines.getFirst());
    String start = "calls of java/lang/Thread.start0()V in java.lang.Thread";
    long before = hits(lines.subList(0, second), start);
    long after = hits(lines.subList(second, lines.size()), start);
    // On a busy machine the agent may start a spare of its own, which counts, too.
    assertTrue(after >= before + 3, () -> before + " before, " + after + " after");
  }

  @Test
  void report_quickSeam_countsOnlyIfAsked() {
    String alive = "java.lang.Thread.alive()Z";
    String report = Child.patched(LatePatch.class, "report").ok().out();
    assertTrue(report.contains(alive + ": hits not counted"), report);
    Child asked = Child.patchedWith("report", LatePatch.class, "look", "report");
    assertTrue(hits(asked.lines(), alive) > 0, asked::toString);
  }

  @Test
  void report_areaNotPatched_saysWhyNot() {
    Child child = Child.patchedWith("areas=thread", LatePatch.class, "report").ok();
    assertTrue(
        child
            .out()
            .lines()
            .anyMatch(line -> line.matches(".*not woven.*schedule.*: not asked for")),
        child::toString);
  }

  @Test
  void listener_vetoesOne_restIsPatchedAndTold() {
    Child child = late("veto", "patchAll", "look", "report", "allow", "patchAll", "look");
    assertEquals(
        List.of(
            "will THREAD",
            "will TIME",
            "will SOCKET",
            "will DNS",
            "will FILE",
            "will PROCESS",
            "will NATIVE",
            "did THREAD",
            "did SOCKET",
            "did DNS",
            "did FILE",
            "did PROCESS",
            "did NATIVE"),
        child.lines().subList(0, 13));
    assertEquals("patched: THREAD SOCKET DNS FILE PROCESS NATIVE", child.lines().get(13));
    assertTrue(child.out().contains(": a listener objected"), child::toString);
    List<String> last = child.lines().subList(child.lines().size() - 4, child.lines().size());
    assertEquals("patched: THREAD TIME SOCKET DNS FILE PROCESS NATIVE", last.getFirst());
  }

  @Test
  void listener_throws_nothingIsPatched() {
    Child child = late("throw", "patchAll", "look");
    assertEquals("refused: no", child.lines().getFirst());
    assertEquals(LOOKED_PLAIN, child.lines().subList(1, 5));
  }

  @Test
  void patchAll_otherOptionsLater_warnsOnce() {
    Child child =
        Child.patchedWith(
            "hubs=2", LatePatch.class, "hubs=2", "hubs=3", "hubs=4", "patchAll", "look");
    assertEquals(1, child.err().lines().count(), child::toString);
    assertTrue(child.err().contains("without effect: hubs=3"), child::toString);
  }

  @Test
  void patchAll_optionsWrong_refusedByName() {
    assertTrue(late("hubs=x").lines().getFirst().contains("'hubs=x'"));
  }

  @Test
  void patchAll_withOptions_obeysThem() {
    Child child = late("areas=-socket", "look", "exclude=name:looking", "look");
    assertEquals("patched: THREAD TIME DNS FILE PROCESS NATIVE", child.lines().getFirst());
    assertEquals("thread virtual: true", child.lines().get(5));
    assertTrue(child.err().contains("without effect: exclude=name:looking"), child::toString);
    assertEquals("thread virtual: false", late("exclude=name:looking", "look").lines().get(1));
  }
}
