package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs run as plain source files, by the commands that docs/from-python.md gives. */
@Timeout(100)
final class SourceFileIT {
  private static void expectOutputOf(Class<?> program, List<String> options) throws Exception {
    String file = Source.DIRECTORY.resolve(program.getSimpleName() + ".java").toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(file, "100"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var reader = process.inputReader()) {
      List<String> lines = reader.lines().toList();
      assertEquals(0, process.waitFor(), lines::toString);
      assertTrue(Source.of(program.getSimpleName()).isOutput(lines), lines::toString);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void libraryProgram_withTheLibraryOnTheClassPath_printsAsInItsHeader() throws Exception {
    var core = Path.of(Greenlets.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    expectOutputOf(
        EatPlaySpawned.class,
        List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-cp", core.toString()));
  }

  @Test
  void agentProgram_withTheAgentOnTheClassPath_printsAsInItsHeader() throws Exception {
    String agent = System.getProperty("patch.agent.jar");

    expectOutputOf(EatPlayPatched.class, List.of("-javaagent:" + agent, "-cp", agent));
  }
}
