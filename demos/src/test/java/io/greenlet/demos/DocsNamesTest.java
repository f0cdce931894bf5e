package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the pages call by name is in the sources under that name. */
@Timeout(30)
final class DocsNamesTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern NAME = Pattern.compile("(?<![-*\\w])([A-Z][a-z]\\w*)((?:\\.\\w+)*)");

  /** They have next to no name of Python's. */
  private static final List<Path> ABOUT_OUR_CODE =
      List.of(
          Path.of("CONTRIBUTING.md"),
          Path.of("docs", "how-it-works.md"),
          Path.of("docs", "how-the-agent-works.md"),
          Path.of("docs", "kill.md"));

  /** The text of each source, by the name of its class. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("greenlet-core", "patch-agent", "demos", "bench")) {
      try (Stream<Path> files = Files.walk(Pages.ROOT.resolve(module).resolve("src"))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }

  private static boolean hasWord(String text, String word) {
    return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
  }

  @Test
  void membersOfOurClasses_onAnyPage_areInTheirSources() throws IOException {
    Map<String, String> sources = sources();
    int checked = 0;
    for (Pages.Page page : Pages.all()) {
      for (MatchResult code : page.inText(CODE)) {
        for (MatchResult name : NAME.matcher(code.group(1)).results().toList()) {
          String source = sources.get(name.group(1));
          if (source != null && !name.group(2).isEmpty()) {
            for (String member : name.group(2).substring(1).split("\\.")) {
              assertTrue(hasWord(source, member), () -> page.file() + ": " + name.group());
              checked++;
            }
          }
        }
      }
    }
    int all = checked;
    assertTrue(all > 50, () -> all + " members");
  }

  @Test
  void classes_onPagesAboutOurCode_areInTheSources() throws IOException {
    Map<String, String> sources = sources();
    String everything = String.join("\n", sources.values());
    for (Pages.Page page : Pages.all()) {
      List<MatchResult> codes =
          ABOUT_OUR_CODE.contains(page.file()) ? page.inText(CODE) : List.of();
      for (MatchResult code : codes) {
        for (MatchResult name : NAME.matcher(code.group(1)).results().toList()) {
          String type = name.group(1);
          assertTrue(
              sources.containsKey(type) || hasWord(everything, type),
              () -> page.file() + ": " + type);
        }
      }
    }
  }
}
