package io.greenlet.bench.h2;

import io.greenlet.bench.harness.Commands;
import io.greenlet.bench.harness.MarkdownTable;
import io.greenlet.bench.harness.Report;
import io.greenlet.bench.harness.Rotation;
import io.greenlet.bench.harness.Samples;
import io.greenlet.bench.harness.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Compares an H2 database server with itself: alone on one core, its clients on another. */
public final class H2Benchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "variants", Settings.names(H2Variant.values()),
          "connections", "500",
          "heap", "128",
          "rounds", "4",
          "warmup", "10",
          "seconds", "8",
          "server", "1",
          "client", "0");

  private H2Benchmark() {}

  /**
   * Runs all rounds and prints the table.
   *
   * @param args settings
   */
  public static void run(String[] args) throws IOException, InterruptedException {
    Settings settings = new Settings(args, DEFAULTS);
    Commands.ensureExists("taskset", "util-linux");
    H2Round.Plan plan =
        new H2Round.Plan(
            settings.number("server"),
            settings.number("connections"),
            settings.number("heap"),
            settings.number("warmup"),
            settings.number("seconds"));
    Rotation<H2Variant, H2Round> rounds =
        new Rotation<>(settings.choices("variants", H2Variant.class));
    Report report = new Report("h2");
    Commands.confineThisProcess(settings.number("client"));
    for (int i = 0; i < settings.number("rounds"); i++) {
      rounds.turn(variant -> H2Round.of(variant, plan));
    }
    report.add(
        "### H2, %d connections, a heap of at most %d MB, %d rounds"
            .formatted(plan.connections(), plan.heapMegabytes(), settings.number("rounds")));
    report.add(table(rounds.results()));
    Report.progress("kept in %s", report);
  }

  private static MarkdownTable table(Map<H2Variant, List<H2Round>> results) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "server",
                "statements/s, median (least-most)",
                "µs of CPU each",
                "context switches each",
                "MB resident",
                "threads",
                "client's core busy",
                "others on the server's core"));
    results.forEach((variant, all) ->
        table.add(
            List.of(
                variant.toString(),
                Samples.of(all, H2Round::perSecond).spread("%,.0f"),
                Samples.of(all, H2Round::cpuMicros).spread("%.1f"),
                Samples.of(all, H2Round::switches).spread("%.2f"),
                Samples.of(all, H2Round::megabytes).spread("%.0f"),
                "%.0f".formatted(Samples.of(all, H2Round::threads).median()),
                "%.0f %%".formatted(100 * Samples.of(all, H2Round::clientBusy).median()),
                "%.0f %%".formatted(100 * Samples.of(all, H2Round::othersBusy).median()))));
    return table;
  }
}
