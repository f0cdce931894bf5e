package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.greenlet.patch.programs.Carried;
import io.greenlet.patch.programs.Prints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong is said in one line before main, and nothing is left half done. */
final class FailureIT {
  private static final String SELECTOR_SEAM = "sun.nio.ch.Poller.pollSelector";
  private static final String TIME_SEAM = "java.lang.VirtualThread.schedule";

  @ParameterizedTest
  @ValueSource(
      strings = {"hubs=0", "hubs=many", "hub=2", "areas=nowhere", "exclude=x", "onError=no"})
  void option_wrong_refusedByName(String option) {
    Child child = Child.patchedWith("verbose=false," + option, Prints.class, "reached");
    child.assertRefused("'" + option + "'");
    child.assertRefused("hubs=N");
  }

  @Test
  void option_wrongButTolerant_refused() {
    Child.patchedWith("onError=continue,nonsense", Prints.class).assertRefused("'nonsense'");
  }

  @Test
  void option_verbose_saysWhatWasWoven() {
    Child child = Child.patchedWith("verbose", Prints.class);
    assertEquals(0, child.exitCode(), child::toString);
    assertTrue(child.err().contains(TIME_SEAM), child::toString);
    assertEquals("", child.out());
  }

  @Test
  void java_tooOld_refused() {
    String old = oldJava();
    Child.run(List.of(old, Child.agent(""), "-cp", Child.CLASSES, Prints.class.getName()))
        .assertRefused("Java 25");
    Child.run(List.of(old, "-jar", Child.AGENT, "-cp", Child.CLASSES, Prints.class.getName()))
        .assertRefused("Java 25");
  }

  @Test
  void java_tooOldButTolerant_runsUnpatched() {
    Child child = Child.run(List.of(oldJava(), Child.agent("onError=continue"), "-version"));
    assertEquals(0, child.exitCode(), child::toString);
    assertTrue(child.err().contains("running unpatched"), child::toString);
  }

  private static String oldJava() {
    String old = OldJava.find();
    assumeTrue(old != null, "no Java older than 25 beside this one or on the path");
    return old;
  }

  @Test
  void seam_missing_refusedByName(@TempDir Path folder) throws IOException {
    AlteredJdk.rename(folder, "sun/nio/ch/Poller", "pollSelector");
    runOn(folder, "").assertRefused(SELECTOR_SEAM);
  }

  @Test
  void seam_missingButTolerant_runsUnpatched(@TempDir Path folder) throws IOException {
    AlteredJdk.rename(folder, "sun/nio/ch/Poller", "pollSelector");
    assertUnpatched(runOn(folder, "onError=continue"), SELECTOR_SEAM);
  }

  @Test
  void seam_unusedByJdk_refusedBySelfTest(@TempDir Path folder) throws IOException {
    AlteredJdk.bypass(folder, "java/lang/VirtualThread", "schedule");
    runOn(folder, "").assertRefused(TIME_SEAM);
  }

  @Test
  void seam_unusedByJdkButTolerant_runsUnpatched(@TempDir Path folder) throws IOException {
    AlteredJdk.bypass(folder, "java/lang/VirtualThread", "schedule");
    assertUnpatched(runOn(folder, "onError=continue"), TIME_SEAM);
  }

  @Test
  void seam_missingInOtherArea_doesNotMatter(@TempDir Path folder) throws IOException {
    AlteredJdk.rename(folder, "sun/nio/ch/Poller", "pollSelector");
    Child child = runOn(folder, "areas=thread+time");
    assertEquals(List.of("main virtual: false", "carriers: 1"), child.ok().lines());
  }

  private static void assertUnpatched(Child child, String seam) {
    assertEquals(0, child.exitCode(), child::toString);
    assertEquals(List.of("main virtual: false", "carriers: 10"), child.lines());
    assertEquals(1, child.err().lines().count(), child::toString);
    assertTrue(child.err().contains(seam), child::toString);
    assertTrue(child.err().contains("running unpatched"), child::toString);
  }

  private static Child runOn(Path alteredJdk, String options) {
    return Child.java(
        List.of("--patch-module", "java.base=" + alteredJdk, Child.agent(options)),
        List.of("-cp", Child.CLASSES, Carried.class.getName()),
        "10",
        "t");
  }
}
