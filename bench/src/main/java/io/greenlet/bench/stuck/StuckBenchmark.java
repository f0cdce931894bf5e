package io.greenlet.bench.stuck;

import io.greenlet.bench.harness.Commands;
import io.greenlet.bench.harness.MarkdownTable;
import io.greenlet.bench.harness.Report;
import io.greenlet.bench.harness.Rotation;
import io.greenlet.bench.harness.Samples;
import io.greenlet.bench.harness.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Has one thread stuck in each call that cannot be polled and sees how late another is that wakes
 * up every five milliseconds; see the settings.
 */
public final class StuckBenchmark {
  private static final Map<String, String> DEFAULTS = Map.of("rounds", "5", "millis", "500");

  private StuckBenchmark() {}

  /** How the program is run. */
  private enum Variant {
    THREADS("threads", List.of()),
    PATCHED("patched", List.of("-javaagent:patch-agent/target/patch-agent.jar"));

    private final String title;
    private final List<String> flags;

    Variant(String title, List<String> flags) {
      this.title = title;
      this.flags = flags;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /**
   * Runs the benchmark and prints a table.
   *
   * @param args settings
   */
  public static void run(String[] args) throws IOException, InterruptedException {
    Settings settings = new Settings(args, DEFAULTS);
    Commands.ensureExists("bash", "bash");
    Report report = new Report("stuck");
    Path resolver = Path.of("bench/target/resolver");
    SlowResolver.announce(resolver);
    Rotation<Variant, Map<Call, Ticker.Observation>> rounds =
        new Rotation<>(List.of(Variant.values()));
    for (int i = settings.number("rounds"); i > 0; i--) {
      rounds.turn(variant ->
          parse(Commands.output(command(variant.flags, resolver, settings.number("millis")))));
    }
    report.add(table(rounds.results()));
    Report.progress("kept in %s", report);
  }

  static List<String> command(List<String> flags, Path resolver, int millis) {
    List<String> command = new ArrayList<>(flags);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path") + File.pathSeparator + resolver);
    command.add(StuckRun.class.getName());
    command.add(Integer.toString(millis));
    return Commands.java(command);
  }

  static Map<Call, Ticker.Observation> parse(String printed) {
    Map<Call, Ticker.Observation> observations = new EnumMap<>(Call.class);
    for (String line : printed.lines().toList()) {
      String[] words = line.split(" ");
      observations.put(
          Call.valueOf(words[0]),
          new Ticker.Observation(Long.parseLong(words[1]), Double.parseDouble(words[2])));
    }
    return observations;
  }

  private static MarkdownTable table(Map<Variant, List<Map<Call, Ticker.Observation>>> results) {
    List<String> header = new ArrayList<>(List.of("one thread is stuck in"));
    for (Variant variant : results.keySet()) {
      header.add(variant + ": worst ms late, median (least-most)");
      header.add("ticks, median");
    }
    MarkdownTable table = new MarkdownTable(header);
    for (Call call : Call.values()) {
      List<String> row = new ArrayList<>(List.of(call.toString()));
      results.forEach((variant, rounds) -> {
        row.add(Samples.of(rounds, round -> round.get(call).worst()).spread("%.1f"));
        row.add("%.0f".formatted(Samples.of(rounds, round -> round.get(call).ticks()).median()));
      });
      table.add(row);
    }
    return table;
  }
}
