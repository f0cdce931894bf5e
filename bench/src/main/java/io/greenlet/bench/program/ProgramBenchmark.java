package io.greenlet.bench.program;

import io.greenlet.bench.harness.Commands;
import io.greenlet.bench.harness.MarkdownTable;
import io.greenlet.bench.harness.Report;
import io.greenlet.bench.harness.Rotation;
import io.greenlet.bench.harness.Samples;
import io.greenlet.bench.harness.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the kinds of threads by whole programs; see the settings. */
public final class ProgramBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "programs", Settings.names(Program.values()),
          "kinds", Settings.names(Kind.values()),
          "rounds", "4",
          "repeats", "6",
          "timeout", "300",
          "core", "1");

  private ProgramBenchmark() {}

  /**
   * What one JVM has measured, when it was warm.
   *
   * @param nanos for an operation
   * @param cpuNanos CPU time for an operation
   */
  private record Result(double nanos, double cpuNanos) {
    static Result parse(String printed) {
      List<String> repeats = printed.lines().toList();
      List<String[]> warm =
          repeats.stream().skip(repeats.size() / 2).map(line -> line.split(" ")).toList();
      return new Result(
          // Not the median: a collection of a million threads is in every other repeat, or so.
          Samples.of(warm, line -> Double.parseDouble(line[0])).mean(),
          Samples.of(warm, line -> Double.parseDouble(line[1])).mean());
    }

    @Override
    public String toString() {
      return "%,.0f ns, %,.0f ns of CPU".formatted(nanos, cpuNanos);
    }
  }

  /**
   * Runs all programs and prints a table for each.
   *
   * @param args settings
   */
  public static void run(String[] args) throws IOException, InterruptedException {
    Settings settings = new Settings(args, DEFAULTS);
    Commands.ensureExists("taskset", "util-linux");
    List<Program> programs = settings.choices("programs", Program.class);
    List<Kind> kinds = settings.choices("kinds", Kind.class);
    Report report = new Report("programs");
    for (Program program : programs) {
      compare(program, kinds, settings, report);
    }
    Report.progress("kept in %s", report);
  }

  private static void compare(Program program, List<Kind> kinds, Settings settings, Report report)
      throws IOException, InterruptedException {
    Rotation<Kind, Result> rounds =
        new Rotation<>(kinds.stream().filter(kind -> kind.isFor(program)).toList());
    for (int i = 0; i < settings.number("rounds"); i++) {
      rounds.turn(kind -> result(program, kind, settings));
    }
    report.add("### One " + program);
    report.add(table(program, rounds.results()));
  }

  private static Result result(Program program, Kind kind, Settings settings)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("timeout", settings.text("timeout")));
    command.addAll(kind.command(program, settings.number("repeats"), settings.number("core")));
    return Result.parse(Commands.output(command));
  }

  private static MarkdownTable table(Program program, Map<Kind, List<Result>> results) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "threads",
                "how many",
                "ns each, median (least-most)",
                "CPU ns each, best",
                "median (least-most)"));
    results.forEach((kind, all) -> {
      Samples cpu = Samples.of(all, Result::cpuNanos);
      table.add(
          List.of(
              kind.toString(),
              "%,d".formatted(program.size(kind)),
              Samples.of(all, Result::nanos).spread("%,.0f"),
              "%,.0f".formatted(cpu.least()),
              cpu.spread("%,.0f")));
    });
    return table;
  }
}
