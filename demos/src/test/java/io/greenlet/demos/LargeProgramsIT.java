package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The larger ordinary programs, and program 18, as their demonstrations run them, scaled down:
 * under the agent each does exactly the same, and the system sees no thread for a thread of the
 * program.
 */
@Timeout(200)
final class LargeProgramsIT {
  private static final List<String> AGENT =
      List.of("-Dpatch.agent.jar=" + System.getProperty("patch.agent.jar"));

  /** Run, count, seconds, ratio, threads, memory, all good. */
  private static final Pattern ROW =
      Pattern.compile(
          "(plain|patched), .* +([\\d,]+) +([\\d.]+) +[\\d.]+ +([\\d,]+|-) .* (yes|NO)");

  private record Row(String run, int count, double seconds, String threads, String good) {
    static Row of(String line) {
      Matcher row = ROW.matcher(line);
      assertTrue(row.matches(), line);
      return new Row(
          row.group(1),
          number(row.group(2)),
          Double.parseDouble(row.group(3)),
          row.group(4),
          row.group(5));
    }

    private static int number(String text) {
      return Integer.parseInt(text.replace(",", ""));
    }

    boolean hasThreads() {
      return !threads.equals("-");
    }

    int osThreads() {
      return number(threads);
    }
  }

  private record Show(Row plain, Row patched, String did) {
    static Show of(Class<?> demo, Object... arguments) throws Exception {
      List<String> lines = Programs.runAsInHeader(AGENT, demo, arguments).lines();
      List<Row> rows = lines.stream().filter(line -> line.startsWith("p")).map(Row::of).toList();
      assertEquals(List.of("plain", "patched"), rows.stream().map(Row::run).toList());
      assertEquals(List.of("yes", "yes"), rows.stream().map(Row::good).toList());
      return new Show(rows.getFirst(), rows.getLast(), lines.get(lines.size() - 3));
    }

    /** A tenth for the spare threads that the agent has for a while on a busy machine. */
    void expectNoThreadFor(int threads) {
      if (plain.hasThreads()) {
        assertTrue(plain.osThreads() > threads, this::toString);
        assertTrue(patched.osThreads() < plain.osThreads() - 0.9 * threads, this::toString);
      }
    }

    void expectPatchedAtMost(double seconds) {
      assertTrue(patched.seconds() < seconds, this::toString);
    }
  }

  @Test
  void ordinaryPrograms_nameNothingOfGreenlets() throws Exception {
    try (Stream<Path> files = Files.list(Source.DIRECTORY.resolve("ordinary"))) {
      List<Path> programs = files.filter(file -> !file.endsWith("package-info.java")).toList();
      assertEquals(5, programs.size(), programs::toString);
      for (Path program : programs) {
        String code = Files.readString(program);
        String rest =
            code.replace("package io.greenlet.demos.ordinary;", "").toLowerCase(Locale.ROOT);
        assertFalse(rest.contains("greenlet"), program::toString);
      }
    }
  }

  @Test
  void crawler_patched_findsEveryPageOnFlatThreads() throws Exception {
    int pages = 2000;
    int milliseconds = 50;
    Show show = Show.of(CrawlerDemo.class, pages, milliseconds, 200);

    assertEquals("Followed 3999 links to 2000 pages.", show.did());
    assertEquals(pages, show.patched().count());
    show.expectNoThreadFor(200);
    // One after the other they would take 100 seconds.
    show.expectPatchedAtMost(pages * milliseconds / 1000.0 / 4);
  }

  @Test
  void chat_patched_everyClientHearsEveryLineOnFlatThreads() throws Exception {
    int clients = 2000;
    Show show = Show.of(ChatDemo.class, clients, 20, 2);

    assertEquals("Heard 80000 lines.", show.did());
    assertEquals(clients, show.patched().count());
    show.expectNoThreadFor(clients);
    show.expectPatchedAtMost(4 * show.plain().seconds());
  }

  @Test
  void jdbcBatch_patched_insertsEveryRowOnFlatThreads() throws Exception {
    Show show = Show.of(JdbcBatchDemo.class, 100, 5, 20);

    assertEquals("Inserted 10000 rows in 500 batches.", show.did());
    show.expectNoThreadFor(100);
    show.expectPatchedAtMost(4 * show.plain().seconds());
  }

  @Test
  void hello_patched_clientsWaitForTheirOwnPagesOnly() throws Exception {
    int clients = 500;
    int milliseconds = 300;
    Show show = Show.of(HelloDemo.class, clients, milliseconds);

    // A pool needs as many threads as requests meet, which a slow client spreads.
    show.expectNoThreadFor(clients / 5);
    // Two pages each, in any order of the clients.
    show.expectPatchedAtMost(clients * 2 * milliseconds / 1000.0 / 10);
  }
}
