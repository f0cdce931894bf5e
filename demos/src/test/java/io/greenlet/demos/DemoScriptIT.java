package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The script {@code ./demo}, as far as it says something without a build. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a bash script")
final class DemoScriptIT {
  private record Said(List<String> lines, int exitCode) {}

  private static Said demo(String argument) throws IOException, InterruptedException {
    Path script = Path.of("..", "demo").toAbsolutePath().normalize();
    Process process =
        new ProcessBuilder(script.toString(), argument).redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      return new Said(lines.lines().toList(), process.waitFor());
    }
  }

  @Test
  void list_everyProgram_hasAMain() throws Exception {
    Said said = demo("list");

    assertEquals(0, said.exitCode());
    assertEquals(6, said.lines().size(), said.lines()::toString);
    for (String line : said.lines()) {
      String name = line.strip().split("\\s+")[1];
      Class.forName("io.greenlet.demos." + name).getMethod("main", String[].class);
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
  void help_namesTheThreeForms() throws Exception {
    Said said = demo("help");

    assertEquals(0, said.exitCode());
    assertEquals(3, said.lines().size(), said.lines()::toString);
  }
}
