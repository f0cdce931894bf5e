package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlets;
import io.greenlet.demos.Pages.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code on the pages is what it says. A block of Java is a whole source file, which is run as
 * its reader would run it and prints the block of text below it; one without an import of ours runs
 * under the agent. The tables of programs are held by {@link FromPythonTest}.
 */
@Timeout(100)
final class DocsProgramsIT {
  private static final int LIMIT_SECONDS = 60;
  private static final Path TABLES = Path.of("docs", "from-python.md");

  @TempDir private Path folder;

  /** A block of Java and the one below it. */
  private record Program(Block code, Block output) {
    @Override
    public String toString() {
      return code.toString();
    }

    List<String> options() throws Exception {
      if (!code.text().contains("io.greenlet")) {
        return Programs.AGENT;
      }
      var core =
          Path.of(Greenlets.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<String> options = new ArrayList<>(Programs.LIBRARY);
      options.addAll(List.of("-cp", core.toString()));
      return options;
    }
  }

  static List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    for (Pages.Page page : Pages.all()) {
      List<Block> blocks = page.file().equals(TABLES) ? List.of() : page.blocks();
      for (Block block : blocks) {
        if (block.is("java")) {
          int next = blocks.indexOf(block) + 1;
          assertTrue(
              next < blocks.size() && blocks.get(next).is("text"),
              () -> block + ": no block of text says what this prints");
          programs.add(new Program(block, blocks.get(next)));
        }
      }
    }
    return programs;
  }

  @ParameterizedTest
  @MethodSource("programs")
  void program_pastedIntoAFile_printsTheTextBelowIt(Program program) throws Exception {
    Path file = Files.writeString(folder.resolve("Tour.java"), program.code().text());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(program.options());
    command.add(file.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> program + ": no end");
      String said = Files.readString(err);
      assertEquals(0, process.exitValue(), () -> program + ": " + said);
      assertEquals(program.output().text(), Files.readString(out), () -> program + ": " + said);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void blocks_ofEachPage_areOfALanguageThatATestKnows() {
    List<String> known = List.of("java", "python", "sh", "text", "xml");
    for (Block block : Pages.blocks()) {
      assertTrue(known.contains(block.language()), () -> block + ": " + block.language());
    }
  }

  @Test
  void coordinates_inXml_areThoseOfTheBuild() {
    List<Block> snippets = Pages.blocks().stream().filter(block -> block.is("xml")).toList();
    assertEquals(1, snippets.size(), "so far only the README says how to depend on this");
    Pattern coordinates =
        Pattern.compile(
            "<groupId>(.*)</groupId>\\s*<artifactId>(.*)</artifactId>\\s*<version>(.*)<");
    var said = coordinates.matcher(snippets.getFirst().text());
    assertTrue(said.find());
    assertEquals("io.greenlet", said.group(1));
    assertTrue(Files.exists(Pages.ROOT.resolve(said.group(2)).resolve("pom.xml")), said.group(2));
    assertEquals(System.getProperty("project.version"), said.group(3));
  }
}
