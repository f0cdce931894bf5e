package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The script {@code ./demo}; what it runs has been built, or else it would build it. */
@Timeout(100)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a bash script")
final class DemoScriptIT {
  private record Said(List<String> lines, int exitCode) {
    /** The rows of the table at the end: a program, how it ended, in how much time. */
    List<String> outcomes() {
      int header = lines.indexOf("       program                   outcome             time");
      return lines.subList(header + 1, lines.size() - 1).stream()
          .map(row -> row.replaceFirst(" +\\d+ s$", "").strip())
          .toList();
    }
  }

  private static Said demo(String... arguments) throws IOException, InterruptedException {
    return demo(Map.of(), arguments);
  }

  private static Said demo(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path script = Path.of("..", "demo").toAbsolutePath().normalize();
    var command = Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var lines = process.inputReader()) {
      return new Said(lines.lines().toList(), process.waitFor());
    }
  }

  @Test
  void list_everyProgram_hasAMain() throws Exception {
    Said said = demo("list");

    assertEquals(0, said.exitCode());
    var programs = said.lines().stream().filter(line -> line.startsWith(" ")).toList();
    assertTrue(programs.size() >= 25, programs::toString);
    for (String line : programs) {
      String name = line.strip().split("\\s+")[1];
      Class.forName("io.greenlet.demos." + name).getMethod("main", String[].class);
    }
  }

  @Test
  void list_everyProgramOfTheTexts_isThereOnceBelowItsText() throws Exception {
    var numbers =
        demo("list").lines().stream()
            .filter(line -> line.matches(" +\\d+.*"))
            .map(line -> line.strip().split("\\s+")[0])
            .toList();

    for (int number = 1; number <= 19; number++) {
      String wanted = number == 11 ? "11[abc]" : String.valueOf(number);
      long count = numbers.stream().filter(n -> n.matches(wanted)).count();
      assertEquals(number == 11 ? 3 : 1, count, wanted + " in " + numbers);
    }
  }

  @Test
  void unknownName_isAnErrorWithTheList() throws Exception {
    Said said = demo("NoSuchProgram");

    assertEquals(2, said.exitCode());
    assertTrue(said.lines().getFirst().contains("NoSuchProgram"), said.lines()::toString);
    assertEquals(demo("list").lines(), said.lines().subList(1, said.lines().size()));
  }

  @Test
  void help_namesTheFourForms() throws Exception {
    Said said = demo("help");

    assertEquals(0, said.exitCode());
    assertEquals(4, said.lines().size(), said.lines()::toString);
  }

  @Test
  void all_ofThoseNamed_runsThemAndEndsWithATable() throws Exception {
    Said said = demo("all", "4", "eatPlaySwitched", "12");

    assertEquals(0, said.exitCode(), said.lines()::toString);
    assertTrue(said.lines().getFirst().startsWith("[1/3] EachOther: "), said.lines()::toString);
    assertTrue(said.lines().contains("egon play 2"), said.lines()::toString);
    assertEquals(3, said.outcomes().size(), said.lines()::toString);
    for (String outcome : said.outcomes()) {
      assertTrue(outcome.endsWith(" ok"), outcome);
    }
    assertTrue(said.lines().getLast().startsWith("3 of 3 ended well"), said.lines()::toString);
  }

  @Test
  void all_oneHasNoEnd_isEndedAndTheOthersRunAndTheCodeIsOne() throws Exception {
    Said said = demo(Map.of("DEMO_SECONDS", "6"), "all", "14", "4");

    assertEquals(1, said.exitCode(), said.lines()::toString);
    assertTrue(said.outcomes().get(0).endsWith("NO END in 6 s"), said.lines()::toString);
    assertTrue(said.outcomes().get(1).endsWith(" ok"), said.lines()::toString);
  }

  @Test
  void all_oneFails_saysItsExitCodeAndTheCodeIsOne() throws Exception {
    Said said = demo(Map.of("JDK_JAVA_OPTIONS", "-XX:NoSuchFlag=1"), "all", "4");

    assertEquals(1, said.exitCode(), said.lines()::toString);
    assertTrue(said.outcomes().getFirst().endsWith("EXIT CODE 1"), said.lines()::toString);
  }

  @Test
  void all_timeIsOver_startsNoMore() throws Exception {
    Said said = demo(Map.of("DEMO_SECONDS", "0"), "all", "4");

    assertEquals(1, said.exitCode(), said.lines()::toString);
    assertTrue(said.outcomes().getFirst().endsWith("NOT STARTED"), said.lines()::toString);
  }

  @Test
  void all_unknownName_isAnErrorAndNothingRuns() throws Exception {
    Said said = demo("all", "4", "NoSuchProgram");

    assertEquals(2, said.exitCode(), said.lines()::toString);
    assertTrue(said.lines().getFirst().contains("NoSuchProgram"), said.lines()::toString);
  }
}
