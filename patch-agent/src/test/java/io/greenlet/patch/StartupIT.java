package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.Greets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a program that does next to nothing loads under the agent. Start-up time is these counts
 * times what each costs, and unlike time they can be held to.
 *
 * <p>They hold for the JDK that built the jar, which is the one that runs this.
 */
final class StartupIT {
  private static final List<String> APPLICATION =
      List.of("-cp", Child.CLASSES, Greets.class.getName());

  /** A class of the agent or the core costs 0.3 ms; a few more than there are now. */
  private static final int MOST_OWN = 105;

  /** One takes up to 2 ms. All but those around main are for what the JDK itself does. */
  private static final int MOST_SPUN = 18;

  /** The names of the classes that are loaded, in order, with where they come from. */
  private static List<String> loaded(String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-Xlog:class+load:stdout:none");
    return Child.java(all, APPLICATION).ok().lines();
  }

  private static List<String> loadedPatched(String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add(Child.agent(""));
    return loaded(all.toArray(String[]::new));
  }

  private static List<String> of(List<String> loaded, Predicate<String> wanted) {
    return loaded.stream().filter(wanted).toList();
  }

  private static boolean isAsm(String line) {
    return line.startsWith("io.greenlet.patch.shaded.");
  }

  private static boolean isSpun(String line) {
    return line.contains("__JVM_LookupDefineClass__") && line.startsWith("java.lang.invoke.");
  }

  @Test
  void program_onJdkThatBuiltTheJar_needsNoAsm() {
    assertEquals(List.of(), of(loadedPatched(), StartupIT::isAsm));
  }

  /** The control of the test before, and what happens on every other JDK. */
  @Test
  void program_seamsThatCount_areWovenOnTheSpot(@TempDir Path folder) {
    List<String> asm =
        of(loaded(Child.agent("report=" + folder.resolve("report"))), StartupIT::isAsm);
    assertTrue(asm.toString().contains("ClassReader"), asm::toString);
  }

  @Test
  void program_start_loadsFewClassesOfOurs() {
    List<String> own = of(loadedPatched(), line -> line.startsWith("io.greenlet."));
    assertTrue(own.size() <= MOST_OWN, () -> own.size() + ": " + String.join("\n", own));
  }

  @Test
  void program_start_spinsNoClassForOurCode() {
    List<String> lambdas =
        of(loadedPatched(), line -> line.startsWith("io.greenlet.") && line.contains("$$Lambda"));
    assertEquals(List.of(), lambdas);
  }

  @Test
  void program_start_spinsFewClassesAtAll() {
    List<String> spun = of(loadedPatched(), StartupIT::isSpun);
    assertTrue(spun.size() <= MOST_SPUN, () -> spun.size() + ": " + String.join("\n", spun));
    assertTrue(spun.size() >= of(loaded(), StartupIT::isSpun).size(), "nothing is counted");
  }

  /** What is woven into them is woven when a program links a function. */
  @Test
  void program_start_needsNothingOfForeignFunctions() {
    Predicate<String> foreign = line -> line.contains(".foreign.");
    List<String> patched = loadedPatched();
    assertEquals(of(loaded(), foreign), of(patched, foreign));
    assertEquals(
        List.of(),
        of(patched, line -> line.matches("io.greenlet.patch.(LinkerCache|NativeWeaver) .*")));
  }

  @Test
  void program_withClassSharing_printsNothingMore() {
    // With verification on, as other tests have it, there is no sharing to be warned about.
    Child.assertSame(
        Child.java(List.of(), APPLICATION), Child.java(List.of(Child.agent("")), APPLICATION));
  }
}
