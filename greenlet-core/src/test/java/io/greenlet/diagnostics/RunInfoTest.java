package io.greenlet.diagnostics;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.FreshJvm;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** The text about all hubs, the ways to get it, and where greenlets were spawned. */
@ExtendWith(FreshHub.class)
@Timeout(60)
@SuppressWarnings("try") // a hub is there to be seen
final class RunInfoTest {
  @Test
  void text_withHubsOfAllKinds_saysWhatEachDoes() throws InterruptedException {
    Greenlet<?> here = spawn(() -> {});
    try (Hub idle = Hub.start("idle");
        Spinner spinner = new Spinner()) {
      String text = RunInfo.text();

      String name = Thread.currentThread().getName();
      assertContains(text, "hub " + name + " [OPEN, alive 0, ready 1, timers 0], on thread \"");
      assertContains(text, "\": stands still, its thread does not wait for it\n");
      assertContains(text, "  main greenlet of " + name + ": running\n      at ");
      assertContains(text, "    " + here.name() + ": scheduled\n");
      assertContains(text, "\nhub of-spinner [");
      assertContains(text, ", on thread \"hub-of-spinner\": runs " + spinner.greenlet().name());
      assertContains(text, "Spinner.spin(");
      assertContains(text, "\nhub idle [OPEN, alive 0, ready 0, timers 0], on thread \"hub-idle\"");
    }
    joinAll(here);
  }

  @Test
  void print_inAGreenlet_printsTheText() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Greenlet<?> printing = spawn(() -> RunInfo.print(new PrintStream(out)));
    joinAll(printing);
    String text = out.toString(StandardCharsets.UTF_8);
    assertContains(text, ": runs " + printing.name() + "\n");
    assertContains(text, ": waiting for ");
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), () -> "no\n" + part + "\nin\n" + text);
  }

  /** A program that hangs, and sends itself the signal for the text. */
  static final class Hanging {
    private Hanging() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      RunInfo.printOnSignal("WINCH");
      spawn(
              () -> {
                Thread.ofPlatform().daemon().start(Hanging::askAndExit);
                return hang();
              })
          .join();
    }

    private static Object hang() {
      while (true) {
        Thread.onSpinWait();
      }
    }

    private static void askAndExit() {
      PrintStream err = System.err;
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      System.setErr(new PrintStream(printed, true));
      try {
        String pid = Long.toString(ProcessHandle.current().pid());
        while (!printed.toString(StandardCharsets.UTF_8).contains("Hanging.hang(")) {
          new ProcessBuilder(List.of("kill", "-WINCH", pid)).start().waitFor();
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        err.print(printed.toString(StandardCharsets.UTF_8));
        System.exit(0);
      }
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void printOnSignal_whileTheHubHangs_prints() throws IOException, InterruptedException {
    FreshJvm.Result result = FreshJvm.run(Hanging.class, FreshJvm.ADD_OPENS);

    assertContains(result.err(), "1 hub\n\nhub main [OPEN, alive 1, ready 0, timers 0]");
    assertContains(result.err(), "Hanging.hang(");
    assertEquals(0, result.exitCode());
  }

  /** A program with a greenlet that fails. */
  static final class Failing {
    private Failing() {}

    public static void main(String[] args) throws InterruptedException {
      Greenlet<?> failing = spawnHere();
      System.out.println(GreenletTree.of(Hub.current()).children().getFirst().spawnStack());
      System.out.print(RunInfo.text());
      joinAll(failing);
    }

    private static Greenlet<?> spawnHere() {
      return spawn(() -> {
        throw new IllegalStateException("expected by the test");
      });
    }
  }

  @Test
  void spawnStacks_askedFor_areInTheTreeAndInReportsOfFailures()
      throws IOException, InterruptedException {
    FreshJvm.Result result =
        FreshJvm.run(
            Failing.class, FreshJvm.ADD_OPENS, "-Dio.greenlet.diagnostics.spawnStacks=true");

    String place = "io.greenlet.diagnostics.RunInfoTest$Failing.spawnHere(RunInfoTest.java:";
    assertTrue(result.out().startsWith("[" + place), result::toString);
    assertContains(result.out(), ": scheduled\n        spawned at " + place);
    assertContains(result.err(), "expected by the test\n");
    assertContains(result.err(), "\n  spawned\tat " + place);
  }

  @Test
  void spawnStacks_notAskedFor_areNotThere() throws IOException, InterruptedException {
    FreshJvm.Result result = FreshJvm.run(Failing.class, FreshJvm.ADD_OPENS);

    assertTrue(result.out().startsWith("[]\n"), result::toString);
    assertTrue(!result.err().contains("spawned"), result::toString);
  }
}
