package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.LastBreath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JVM ends when, and as, it does without the agent: exit status, hooks, and who may finish. */
final class ExitIT {
  private static List<String> command(List<String> flags, String how) {
    List<String> command = new ArrayList<>();
    command.add(Child.javaCommand());
    command.addAll(flags);
    command.addAll(List.of("-cp", Child.CLASSES, LastBreath.class.getName(), how));
    return command;
  }

  @ParameterizedTest
  @CsvSource({
    "hookWaits, 3, joined TERMINATED",
    "hookWaitsForExit, 5, joined TERMINATED",
    "hookWaitsAfterMain, 0, joined TERMINATED",
    "haltInThread, 6, ",
    "exitInPool, 8, ",
    "exitInHook, 9, ",
    "mainFails, 1, 'outlived main, which is TERMINATED'",
    "mainFailsWithDaemon, 1, ",
    "lastOfBoth, 0, 'outlived main, which is TERMINATED'",
    "daemonPool, 0, main ends"
  })
  void jvm_ends_same(String how, int status, @Nullable String line) {
    Child plain = Child.run(command(List.of(), how));
    assertEquals(status, plain.exitCode(), plain::toString);
    assertTrue(line == null || plain.lines().contains(line), plain::toString);
    for (String options : List.of("", "hubs=2", "exclude=name:left*")) {
      Child patched = Child.run(command(List.of(Child.agent(options)), how));
      // main and a thread that exits write as they come.
      assertEquals(sorted(plain), sorted(patched), options);
      assertEquals(plain.err(), patched.err(), options);
      assertEquals(status, patched.exitCode(), options);
    }
  }

  private static List<String> sorted(Child child) {
    return child.lines().stream().filter(line -> !line.equals("main ends")).sorted().toList();
  }

  @Test
  void jvm_terminated_hooksWaitForThreads() {
    Child plain = Child.run(command(List.of(), "terminated"), "ready");
    assertEquals(143, plain.exitCode(), plain::toString);
    assertEquals(
        List.of("ready", "stopped", "joined TERMINATED"), plain.lines().subList(0, 3), "plain");
    Child.assertSame(plain, Child.run(command(List.of(Child.agent("")), "terminated"), "ready"));
  }
}
