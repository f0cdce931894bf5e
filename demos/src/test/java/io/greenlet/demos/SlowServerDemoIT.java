package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Program 14 as {@code ./demo} runs it, with fewer pages and shorter delays. */
@Timeout(100)
final class SlowServerDemoIT {
  private static List<String> agent(String jar) {
    return List.of("-Dpatch.agent.jar=" + jar);
  }

  private static final String JAR = System.getProperty("patch.agent.jar");

  @Test
  void demo_allRuns_endWithATableOfGoodAnswers() throws Exception {
    var outcome = Programs.run(agent(JAR), SlowServerDemo.class, 300, 2, 5, 10).expectSuccess();

    var rows = outcome.lines().stream().filter(line -> line.endsWith(" yes")).toList();
    assertEquals(6, rows.size(), outcome.lines()::toString);
    assertEquals(3, rows.stream().filter(row -> row.startsWith("patched")).count());
    assertTrue(outcome.lines().getLast().contains("10 pages"), outcome.lines()::toString);
  }

  @Test
  void demo_clientCannotStart_saysWhatTheClientSaid() throws Exception {
    var outcome = Programs.run(agent("no-such.jar"), SlowServerDemo.class, 1, 1, 1, 1);

    assertEquals(1, outcome.exitCode());
    String said = String.join("\n", outcome.lines());
    assertTrue(said.contains("The demo ended early"), said);
    assertTrue(said.contains("Error opening zip file or JAR manifest missing"), said);
  }

  @Test
  void demo_stoppedFromOutside_leavesNoChildBehind() throws Exception {
    try (ChildJvm demo = ChildJvm.start(agent(JAR), SlowServerDemo.class, 60_000)) {
      assertFalse(demo.firstLine(Duration.ofSeconds(60)).isEmpty());
      var children = demo.handle().descendants().toList();
      assertFalse(children.isEmpty());

      demo.handle().destroy();
      demo.handle().onExit().join();
      children.forEach(child -> child.onExit().join());
    }
  }
}
