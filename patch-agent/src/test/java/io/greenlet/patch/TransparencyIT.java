package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Endings;
import io.greenlet.patch.programs.FailingInitializer;
import io.greenlet.patch.programs.InstanceMain;
import io.greenlet.patch.programs.Pools;
import io.greenlet.patch.programs.Prints;
import io.greenlet.patch.programs.Races;
import io.greenlet.patch.programs.SleepOrder;
import io.greenlet.patch.programs.ThreadFamily;
import io.greenlet.patch.programs.ThreadLife;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each program says and ends the same, byte for byte, with the agent and, the control, without.
 *
 * <p>What it prints was written to be the same on any JVM: no times, no numbers of threads.
 */
final class TransparencyIT {
  private static Child same(Class<?> program, String... arguments) {
    Child plain = Child.plain(program, arguments);
    Child.assertSame(plain, Child.patched(program, arguments));
    return plain;
  }

  @Test
  void print_argumentsAndStreams_same() {
    Child child = same(Prints.class, "first", "with blanks", "", "*", "ä");
    assertEquals("[first]", child.lines().getFirst());
    assertEquals(0, child.exitCode());
  }

  @Test
  void print_noArguments_silent() {
    same(Prints.class).ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "255"})
  void exit_code_same(String code) {
    assertEquals(Integer.parseInt(code), same(Prints.class, "exit", code).exitCode());
  }

  @Test
  void halt_code_same() {
    assertEquals(7, same(Prints.class, "halt", "7").exitCode());
  }

  @Test
  void main_throws_sameTraceAndCode() {
    Child child = same(Prints.class, "throw");
    assertEquals(1, child.exitCode());
    assertEquals(true, child.err().contains("Exception in thread \"main\""), child::toString);
  }

  @Test
  void main_throwsWithHandler_sameHandlerAndCode() {
    assertEquals(1, same(Prints.class, "handler").exitCode());
  }

  @Test
  void main_printsTraceOfCaught_sameFrames() {
    same(Prints.class, "caught", "more");
  }

  @Test
  void main_ofInstance_same() {
    same(InstanceMain.class);
  }

  @Test
  void main_classInitializerFails_same() {
    assertEquals(1, same(FailingInitializer.class).exitCode());
  }

  @Test
  void main_missingClass_same() {
    List<String> application = List.of("-cp", Child.CLASSES, "no.such.Program");
    Child.assertSame(
        Child.java(List.of(), application), Child.java(List.of(Child.agent("")), application));
  }

  @Test
  void main_ofSourceFile_same(@TempDir Path folder) throws IOException {
    Path source = folder.resolve("Short.java");
    Files.writeString(
        source,
        """
        void main(String[] args) throws Exception {
          IO.println(Thread.currentThread().getName() + args[0]);
          var thread = new Thread(() -> IO.println(Thread.currentThread().getName()), "other");
          thread.start();
          thread.join();
          throw new Exception("thrown by a source file");
        }
        """);
    List<String> application = List.of(source.toString(), "argument");
    Child plain = Child.java(List.of(), application);
    Child.assertSame(plain, Child.java(List.of(Child.agent("")), application));
    assertEquals(List.of("mainargument", "other"), plain.lines());
  }

  @Test
  void threads_life_same() {
    same(ThreadLife.class).ok();
  }

  @Test
  void threads_family_same() {
    assertEquals(0, same(ThreadFamily.class).exitCode());
  }

  @Test
  void threads_family_sameWithoutMain() {
    Child plain = Child.plain(ThreadFamily.class);
    Child.assertSame(plain, Child.patchedWith("areas=thread+time", ThreadFamily.class));
  }

  @Test
  void threads_races_sameOnOneHubAndOnTwo() {
    Child plain = same(Races.class).ok();
    assertEquals("runs 300, refused 300", plain.lines().getFirst());
    Child.assertSame(plain, Child.patchedWith("hubs=2", Races.class));
  }

  @Test
  void pools_same() {
    same(Pools.class).ok();
  }

  @Test
  void pools_severalHubs_same() {
    Child.assertSame(Child.plain(Pools.class), Child.patchedWith("hubs=3", Pools.class));
  }

  @Test
  void sleeps_order_same() {
    assertEquals(List.of("join park poll wait sleep"), same(SleepOrder.class).ok().lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonDaemon",
        "daemon",
        "heirs",
        "hooks",
        "exitInThread",
        "exitBesideBusy",
        "endedByLast"
      })
  void jvm_ends_same(String how) {
    same(Endings.class, how);
  }

  @Test
  void jvm_terminatedWhileBusy_runsHooks() {
    Child plain = terminated(List.of());
    Child.assertSame(plain, terminated(List.of(Child.agent(""))));
    assertEquals(true, plain.out().contains("hook in hook"), plain::toString);
  }

  private static Child terminated(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Child.javaCommand());
    command.addAll(flags);
    command.addAll(List.of("-cp", Child.CLASSES, Endings.class.getName(), "busy"));
    return Child.run(command, "computes");
  }

  @Test
  void jvm_agentTwice_same() {
    Child twice =
        Child.java(
            List.of(Child.agent("hubs=2"), Child.agent("hubs=2")),
            List.of("-cp", Child.CLASSES, Prints.class.getName()),
            "a");
    Child.assertSame(Child.plain(Prints.class, "a"), twice);
  }

  @Test
  void jvm_checksJni_same() {
    List<String> application = List.of("-cp", Child.CLASSES, Pools.class.getName());
    Child plain = Child.java(List.of("-Xcheck:jni"), application);
    Child.assertSame(plain, Child.java(List.of("-Xcheck:jni", Child.agent("")), application));
  }
}
