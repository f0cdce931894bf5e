package io.greenlet.bench;

import io.greenlet.bench.h2.H2Benchmark;
import io.greenlet.bench.harness.CannotRun;
import io.greenlet.bench.http.HeldBenchmark;
import io.greenlet.bench.http.HttpBenchmark;
import io.greenlet.bench.plain.PlainBenchmark;
import io.greenlet.bench.program.ProgramBenchmark;
import io.greenlet.bench.startup.ClassLoadBenchmark;
import io.greenlet.bench.startup.StartupBenchmark;
import io.greenlet.bench.stuck.StuckBenchmark;
import java.io.IOException;
import java.util.Arrays;

/** Runs a benchmark of whole processes by its name. */
public final class Main {
  private Main() {}

  /**
   * Runs it; if it cannot run as it was started, says why and ends with status 2.
   *
   * @param args the name of the benchmark, then its settings
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      run(args[0], Arrays.copyOfRange(args, 1, args.length));
    } catch (CannotRun e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void run(String name, String[] settings) throws IOException, InterruptedException {
    switch (name) {
      case "http" -> HttpBenchmark.run(settings);
      case "held" -> HeldBenchmark.run(settings);
      case "h2" -> H2Benchmark.run(settings);
      case "programs" -> ProgramBenchmark.run(settings);
      case "startup" -> StartupBenchmark.run(settings);
      case "classes" -> ClassLoadBenchmark.run(settings);
      case "plain" -> PlainBenchmark.run(settings);
      case "stuck" -> StuckBenchmark.run(settings);
      default -> throw new CannotRun("There is no benchmark \"" + name + "\"");
    }
  }
}
