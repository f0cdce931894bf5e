package io.greenlet.bench.plain;

import io.greenlet.bench.harness.MarkdownTable;
import io.greenlet.bench.harness.Report;
import io.greenlet.bench.harness.Rotation;
import io.greenlet.bench.harness.Samples;
import io.greenlet.bench.harness.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link PlainThreadBenchmark} in JVMs without and with the agent in turn; see the settings.
 * The measured thread is left alone by its name, all others are greenlets.
 */
public final class PlainBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of("rounds", "5", "iterations", "5", "milliseconds", "300");

  private static final String AGENT_JAR = "patch-agent/target/patch-agent.jar";
  private static final String MEASURED = "*-jmh-worker-*";

  private PlainBenchmark() {}

  private enum Variant {
    BARE("no agent"),
    AGENT("with the agent");

    private final String title;

    Variant(String title) {
      this.title = title;
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
    Report report = new Report("plain");
    Rotation<Variant, Map<String, Double>> rounds = new Rotation<>(List.of(Variant.values()));
    for (int i = 0; i < settings.number("rounds"); i++) {
      rounds.turn(variant -> run(variant, settings));
    }
    report.add(table(rounds.results()));
    Report.progress("kept in %s", report);
  }

  /** Nanoseconds by name of the call. */
  private static Map<String, Double> run(Variant variant, Settings settings) {
    TimeValue time = TimeValue.milliseconds(settings.number("milliseconds"));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(PlainThreadBenchmark.class.getName())
            .forks(1)
            .warmupIterations(settings.number("iterations"))
            .warmupTime(time)
            .measurementIterations(settings.number("iterations"))
            .measurementTime(time)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (variant == Variant.AGENT) {
      options.jvmArgsAppend(
          "-D" + PlainThreadBenchmark.PATCHED + "=true",
          "-javaagent:" + AGENT_JAR + "=exclude=name:" + MEASURED);
    }
    try {
      return scores(new Runner(options.build()).run());
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH could not run " + variant, e);
    }
  }

  private static Map<String, Double> scores(Collection<RunResult> results) {
    Map<String, Double> scores = new TreeMap<>();
    for (RunResult result : results) {
      scores.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    return scores;
  }

  private static MarkdownTable table(Map<Variant, List<Map<String, Double>>> results) {
    MarkdownTable table =
        new MarkdownTable(
            List.of("ns, median (least-most)", "no agent", "with the agent", "ratio of a round"));
    List<Map<String, Double>> bare = results.getOrDefault(Variant.BARE, List.of());
    List<Map<String, Double>> patched = results.getOrDefault(Variant.AGENT, List.of());
    for (String call : bare.getFirst().keySet()) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < bare.size(); i++) {
        ratios.add(patched.get(i).getOrDefault(call, 0.0) / bare.get(i).getOrDefault(call, 0.0));
      }
      table.add(
          List.of(
              call,
              Samples.of(bare, round -> round.getOrDefault(call, 0.0)).spread("%.2f"),
              Samples.of(patched, round -> round.getOrDefault(call, 0.0)).spread("%.2f"),
              Samples.of(ratios, Double::doubleValue).spread("%.2f")));
    }
    return table;
  }
}
