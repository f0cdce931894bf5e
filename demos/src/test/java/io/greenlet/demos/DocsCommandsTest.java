package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.demos.Pages.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The commands on the pages name what there is: scripts, programs, files that are built, modules,
 * phases of the build. Neither they nor links lead nowhere.
 */
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are for a shell")
final class DocsCommandsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern BUILT = Pattern.compile("([\\w-]+)/target/([\\w.-]+)");
  private static final Set<String> PHASES = Set.of("test", "package", "verify", "install");
  private static final String OPTIONS_OF_JAVA =
      " (--add-opens java.base/java.lang=ALL-UNNAMED|-cp|-jar|-javaagent:\\S+)(?= )";

  /** The commands in blocks of shell, one to a line, and those in the text. */
  private static List<String> commands(Pages.Page page) {
    var blocks = page.blocks().stream().filter(block -> block.is("sh")).map(Block::text);
    var inText =
        page.inText(CODE).stream()
            .map(code -> code.group(1).replaceAll("\\s+", " "))
            .filter(code -> code.startsWith("./") || code.startsWith("java -"));
    return Stream.concat(blocks.flatMap(text -> text.replaceAll("\\\\\n *", "").lines()), inText)
        .map(line -> line.replaceAll(" +#.*|^#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @Test
  void commands_onAnyPage_nameWhatThereIs() throws Exception {
    Set<String> programs = programs();
    int checked = 0;
    for (Pages.Page page : Pages.all()) {
      for (String command : commands(page)) {
        check(page, command, programs);
        checked++;
      }
    }
    int all = checked;
    assertTrue(all > 10, () -> all + " commands");
  }

  private static void check(Pages.Page page, String command, Set<String> programs)
      throws IOException {
    String where = page.file() + ": " + command;
    List<String> words = Arrays.asList(command.split(" +"));
    for (MatchResult built : BUILT.matcher(command).results().toList()) {
      assertTrue(isBuilt(built.group(1), built.group(2)), where);
    }
    for (String word : words) {
      boolean isFile = word.matches("[\\w./-]+/[\\w.-]+") && !word.contains("/target/");
      assertTrue(!isFile || Files.exists(Pages.ROOT.resolve(word)), () -> where + ": " + word);
    }
    switch (words.getFirst()) {
      case "./demo" ->
          assertTrue(words.size() == 1 || programs.contains(words.get(1)), () -> where);
      case "./mvnw" -> checkMaven(where, words.subList(1, words.size()));
      case "./bench/run" -> checkBench(where, words);
      case "java" -> checkJava(where, command);
      case "export" -> checkFound(where, command);
      default -> assertTrue(words.getFirst().equals("./.ci/run"), () -> where);
    }
  }

  private static boolean isBuilt(String module, String name) throws IOException {
    Path folder = Pages.ROOT.resolve(module);
    if (!Files.exists(folder.resolve("pom.xml"))) {
      return false;
    }
    String pom = Files.readString(folder.resolve("pom.xml"));
    String version = between(pom, "<version>", "</version>");
    boolean isNamed = pom.contains("<finalName>");
    String jar = isNamed ? between(pom, "<finalName>", "<") : module + "-" + version;
    return name.equals("classes") || name.equals(jar + ".jar");
  }

  private static String between(String text, String before, String after) {
    int from = text.indexOf(before) + before.length();
    return text.substring(from, text.indexOf(after, from));
  }

  private static void checkMaven(String where, List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("-pl")) {
        i++;
        for (String module : arguments.get(i).split(",")) {
          assertTrue(Files.exists(Pages.ROOT.resolve(module).resolve("pom.xml")), () -> where);
        }
      } else {
        assertTrue(
            PHASES.contains(argument)
                || argument.matches("-am|-D(quick|skipTests|write.docs|test=\\w+)|spotless:apply"),
            () -> where + ": " + argument);
      }
    }
  }

  private static void checkBench(String where, List<String> words) throws IOException {
    String script = Files.readString(Pages.ROOT.resolve("bench/run"));
    assertTrue(words.size() == 1 || script.contains("./bench/run " + words.get(1)), () -> where);
  }

  /** Words may have the output of a script of ours in them. */
  private static void checkFound(String where, String command) {
    for (MatchResult script :
        Pattern.compile("\\$\\((.*?)\\)").matcher(command).results().toList()) {
      assertTrue(Files.isExecutable(Pages.ROOT.resolve(script.group(1))), where);
    }
  }

  private static void checkJava(String where, String command) {
    String rest = command.replaceAll(OPTIONS_OF_JAVA, " ");
    assertFalse(rest.matches("java .* -.*"), where + ": an option that this test does not know");
  }

  /** What may follow {@code ./demo}, by what that says of itself. */
  private static Set<String> programs() throws Exception {
    Set<String> names =
        said("list")
            .lines()
            .map(line -> line.strip().split(" +"))
            .flatMap(words -> Stream.of(words).limit(2))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String word : List.of("list", "all", "NAME")) {
      assertTrue(said("help").contains("./demo " + word), word);
      names.add(word);
    }
    return names;
  }

  private static String said(String argument) throws Exception {
    Process process =
        new ProcessBuilder("./demo", argument)
            .directory(Pages.ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void links_onAnyPage_leadToAFileAndAHeadingOfIt() throws IOException {
    for (Pages.Page page : Pages.all()) {
      for (MatchResult link : page.inText(LINK)) {
        Path file = Pages.ROOT.resolve(page.file());
        Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
        String where = page.file() + ": " + link.group();
        assertTrue(Files.exists(target), where);
        assertTrue(
            link.group(2) == null || anchors(Files.readString(target)).contains(link.group(2)),
            where);
      }
    }
  }

  private static List<String> anchors(String page) {
    return HEADING
        .matcher(page)
        .results()
        .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\w -]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .toList();
  }
}
