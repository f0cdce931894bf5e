package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.NativeMethods;
import io.greenlet.patch.programs.NettyEcho;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native methods of the application's own, which nothing announces unless the user says so. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
final class NativeMethodsIT {
  private static final String NAPS = "io.greenlet.patch.programs.Naps";
  private static final List<String> GO_ON =
      List.of("others go on beside pause: true", "others go on beside await: true");
  private static final List<String> STAND_STILL =
      List.of("others go on beside pause: false", "others go on beside await: false");

  @Test
  void methods_plain_othersGoOn() {
    assertEquals(GO_ON, Child.linking(List.of(), NativeMethods.class, "100").ok().lines());
  }

  /** Neither is one that waits as the JVM itself does taken for a thread stuck inside of it. */
  @Test
  void methods_unannounced_keepTheirHub() {
    assertEquals(STAND_STILL, Child.linkingPatched("", NativeMethods.class, "300").ok().lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause+%1$s.await", "*"})
  void methods_named_letOthersGoOn(String methods) {
    String calls = "calls=" + NAPS + "." + methods.formatted(NAPS);
    assertEquals(GO_ON, Child.linkingPatched(calls, NativeMethods.class, "100").ok().lines());
  }

  @Test
  void methods_namedWrongly_areSaidWithTheRightOnes() {
    String wrong = NAPS + ".paus+" + NAPS + ".rest+java.lang.Object.hashCode";
    Child child = Child.linkingPatched("calls=" + wrong, NativeMethods.class, "100");
    assertEquals(STAND_STILL, child.lines(), child::toString);
    assertEquals(
        List.of(
            warning("java.lang.Object.hashCode")
                + "a class of java.base is not changed; what blocks there belongs to the areas",
            warning(NAPS + ".paus") + "no native method of the class, which has pause, await",
            warning(NAPS + ".rest") + "no native method of the class, which has pause, await"),
        child.err().lines().toList());
  }

  /** Its threads wait for events in native methods, which its library registers. */
  @Test
  void server_thatWaitsInKnownNativeMethods_sameAsUnpatched() {
    List<String> application =
        List.of("-cp", System.getProperty("java.class.path"), NettyEcho.class.getName());
    List<String> flags = List.of("--enable-native-access=ALL-UNNAMED");
    Child plain = Child.java(flags, application);
    assertEquals(List.of("echoes: 1000", "ended"), plain.lines(), plain::toString);
    Child.assertSame(plain, Child.java(List.of(Child.agent(""), flags.getFirst()), application));
  }

  private static String warning(String name) {
    return "patch-agent: warning: no effect of calls=" + name + ": ";
  }

  @Test
  void methods_ofClassThatIsLoaded_areSaidToBeLate() {
    Child child =
        Child.java(
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading"),
            List.of(
                "-cp",
                Child.CLASSES + File.pathSeparator + Child.AGENT,
                NativeMethods.class.getName()),
            "100",
            "calls=" + NAPS + ".*");
    assertEquals(STAND_STILL, child.lines(), child::toString);
    assertEquals(
        List.of(
            warning(NAPS + ".*")
                + "the class was loaded before it could be changed; start the program with"
                + " -javaagent:patch-agent.jar=calls=..."),
        child.err().lines().filter(line -> !line.startsWith("WARNING: ")).toList());
  }

  @Test
  void report_methodsNamed_listsThem() {
    String calls = "report,calls=" + NAPS + ".await";
    Child child = Child.linkingPatched(calls, NativeMethods.class, "100");
    assertEquals(
        List.of("others go on beside pause: false", "others go on beside await: true"),
        child.lines());
    assertEquals(
        List.of("  native: a call that blocks: " + NAPS + ".await"),
        child.err().lines().filter(line -> line.contains("a call that blocks")).toList());
  }
}
