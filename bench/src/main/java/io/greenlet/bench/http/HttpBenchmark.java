package io.greenlet.bench.http;

import io.greenlet.bench.harness.Commands;
import io.greenlet.bench.harness.Report;
import io.greenlet.bench.harness.Rotation;
import io.greenlet.bench.harness.Settings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares the responders under load, each alone on one core, the load on another. */
public final class HttpBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "variants", Settings.names(Variant.values()),
          "connections", "100,5000",
          "rounds", "4",
          "warmup", "4",
          "seconds", "8",
          "server", "1",
          "client", "0");

  /** The kernel's counters are one for each thread and call: too many beyond this. */
  private static final int MOST_COUNTED = 200;

  private HttpBenchmark() {}

  /**
   * Runs all rounds and prints the tables.
   *
   * @param args settings
   */
  public static void run(String[] args) throws IOException, InterruptedException {
    Settings settings = new Settings(args, DEFAULTS);
    Commands.ensureExists("wrk", "wrk");
    Commands.ensureExists("ss", "iproute2");
    Commands.ensureExists("taskset", "util-linux");
    List<Variant> variants = Variant.installed(settings.choices("variants", Variant.class));
    Report report = new Report("http");
    Commands.confineThisProcess(settings.number("client"));
    for (String connections : settings.list("connections")) {
      compare(variants, settings, Integer.parseInt(connections), report);
    }
    Report.progress("kept in %s", report);
  }

  private static void compare(
      List<Variant> variants, Settings settings, int connections, Report report)
      throws IOException, InterruptedException {
    boolean countable = connections <= MOST_COUNTED && callsCanBeCounted();
    Rotation<Variant, Round> rounds = new Rotation<>(variants);
    for (int i = 0; i < settings.number("rounds"); i++) {
      boolean counts = countable && i == 0;
      Round.Plan plan =
          new Round.Plan(
              settings.number("server"),
              settings.number("client"),
              connections,
              settings.number("warmup"),
              settings.number("seconds"),
              counts);
      rounds.turn(variant -> Round.of(variant, plan));
    }
    HttpTables tables = new HttpTables(rounds.results());
    report.add("### " + connections + " connections, " + settings.number("rounds") + " rounds");
    report.add(tables.figures());
    if (countable) {
      report.add("System calls for each request:");
      report.add(tables.calls());
    }
  }

  private static boolean callsCanBeCounted() throws IOException, InterruptedException {
    if (!Commands.exists("perf")) {
      Report.progress("No count of system calls: there is no perf (apt-get install linux-perf)");
      return false;
    }
    try {
      Commands.output(List.of("perf", "stat", "-e", "raw_syscalls:sys_enter", "true"));
      return true;
    } catch (IllegalStateException e) {
      Report.progress("No count of system calls: %s", Arrays.asList(e.getMessage().split("\n", 3)));
      return false;
    }
  }
}
