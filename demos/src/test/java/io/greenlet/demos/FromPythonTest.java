package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The page that shows the programs side by side with their originals. A table there follows the
 * link to its program and is made from that: {@code ./mvnw test -pl demos -am -Dtest=FromPythonTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dwrite.docs} writes them.
 */
@Timeout(10)
final class FromPythonTest {
  private static final Path PAGE = Path.of("..", "docs", "from-python.md");
  private static final String SOURCES = "../demos/src/main/java/io/greenlet/demos/";
  private static final Pattern PROGRAM =
      Pattern.compile(
          "(\\[`\\w+`\\]\\("
              + Pattern.quote(SOURCES)
              + "([\\w/]+)\\.java\\)\n\n)<table>.*?</table>",
          Pattern.DOTALL);

  private static String withTables(String page) {
    return PROGRAM
        .matcher(page)
        .replaceAll(program -> Matcher.quoteReplacement(program.group(1) + table(program)));
  }

  private static String table(MatchResult program) {
    Source source;
    try {
      source = Source.of(program.group(2));
    } catch (IOException e) {
      throw new UncheckedIOException("the page links to what is not there", e);
    }
    return """
    <table>
    <tr><th>Python</th><th>Java</th></tr>
    <tr><td valign="top">

    ```python
    %s
    ```

    </td><td valign="top">

    ```java
    %s
    ```

    </td></tr>
    </table>\
    """
        .formatted(source.python(), source.code());
  }

  @Test
  void everyTable_isMadeFromTheProgramItFollows() throws IOException {
    String page = Files.readString(PAGE);
    String wanted = withTables(page);
    if (System.getProperty("write.docs") != null) {
      Files.writeString(PAGE, wanted);
      page = wanted;
    }

    assertEquals(wanted, page, "see the comment on this class");
  }

  @Test
  void everyProgramWithAnOriginal_isOnThePage() throws IOException {
    List<String> linked =
        PROGRAM
            .matcher(Files.readString(PAGE))
            .results()
            .map(program -> program.group(2) + ".java")
            .sorted()
            .toList();

    List<String> translated;
    try (var files = Files.walk(Source.DIRECTORY)) {
      translated =
          files
              .filter(Files::isRegularFile)
              .filter(file -> isTranslated(file))
              .map(file -> Source.DIRECTORY.relativize(file).toString())
              .sorted()
              .toList();
    }
    assertTrue(translated.size() > 10, translated::toString);
    assertEquals(translated, linked, "the programs with Python in them, and those on the page");
  }

  private static boolean isTranslated(Path file) {
    try {
      return Files.readString(file).replaceAll("\\s+(\\* )?", " ").contains("In Python");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
