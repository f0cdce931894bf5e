package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.greenlet.Greenlets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs run as plain source files, by the commands that docs/from-python.md gives. */
@Timeout(100)
final class SourceFileIT {
  private static final String JAR = System.getProperty("patch.agent.jar");
  private static final String AGENT = "-javaagent:" + JAR;

  private static void expectOutputOf(Class<?> program, List<String> options, Object... arguments)
      throws Exception {
    String file = Source.DIRECTORY.resolve(program.getSimpleName() + ".java").toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add(file);
    Stream.of(arguments).map(Object::toString).forEach(command::add);
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
        List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-cp", core.toString()),
        100);
  }

  @Test
  void agentProgram_withTheAgentOnTheClassPath_printsAsInItsHeader() throws Exception {
    expectOutputOf(EatPlayPatched.class, List.of(AGENT, "-cp", JAR), 100);
  }

  @Test
  void ordinaryProgram_underTheAgent_needsNoClassPath() throws Exception {
    HttpServer server = SlowServer.start(0, 0);
    try {
      expectOutputOf(PageClient.class, List.of(AGENT), SlowServer.url(server), 100, "threads");
    } finally {
      server.stop(0);
    }
  }
}
