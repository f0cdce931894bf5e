package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/gevent-to-greenlet.md says is held by a test is, by one that exists. */
final class GeventTableTest {
  private static final Path PAGE = Path.of("..", "docs", "gevent-to-greenlet.md");
  private static final Pattern TEST = Pattern.compile("\\[(\\w+(?:Test|IT))\\]");
  private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[(\\w+)\\]: (\\S+)$");

  /** A line of gevent's tables. */
  private record Row(String gevent, String here, String how, String heldBy) {
    static Row of(String line) {
      String[] cells = line.replaceAll("^\\||\\|$", "").split("(?<!\\\\)\\|", -1);
      assertEquals(4, cells.length, line);
      return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip());
    }
  }

  @Test
  void rows_ofGevent_sayHowAndTheBuiltOnesByWhichTest() throws IOException {
    List<Row> rows = rows();
    assertTrue(rows.size() > 100, () -> rows.size() + " rows");
    for (Row row : rows) {
      boolean there = row.how().startsWith("built") || row.how().startsWith("JDK");
      assertTrue(there || row.how().matches("refused: .*"), row::toString);
      assertEquals(there, TEST.matcher(row.heldBy()).find(), row::toString);
      assertTrue(!there || !row.here().isEmpty(), row::toString);
    }
  }

  @Test
  void tests_named_exist() throws IOException {
    String page = Files.readString(PAGE);
    List<String> defined = new ArrayList<>();
    for (MatchResult definition : all(DEFINITION, page)) {
      assertTrue(Files.exists(PAGE.resolveSibling(definition.group(2))), definition::group);
      assertTrue(definition.group(2).endsWith("/" + definition.group(1) + ".java"));
      defined.add(definition.group(1));
    }
    List<String> used = new ArrayList<>();
    for (MatchResult test : all(Pattern.compile(TEST + "(?![:(])"), page)) {
      used.add(test.group(1));
    }
    assertEquals(used.stream().distinct().sorted().toList(), defined.stream().sorted().toList());
  }

  private static List<Row> rows() throws IOException {
    String page = Files.readString(PAGE);
    String tables = page.substring(page.indexOf("\n## gevent"), page.indexOf("\n## Generators"));
    Stream<String> lines = tables.lines().filter(line -> line.startsWith("| "));
    return lines.filter(line -> !line.startsWith("| gevent |")).map(Row::of).toList();
  }

  private static List<MatchResult> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }
}
