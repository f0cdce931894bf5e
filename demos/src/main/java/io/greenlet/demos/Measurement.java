package io.greenlet.demos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One run of a program with or without the agent, to be measured.
 *
 * @param title shown meanwhile
 * @param name of the row in the table
 * @param count of what it is to do
 */
record Measurement(String title, String name, int count, boolean patched, Duration limit) {
  private static final Pattern OUTCOME =
      Pattern.compile("(.*)\\R?Cost time: (\\S+)\\RGood \\w+: (\\d+) of (\\d+)");

  /** What the JVM of the program is started with. */
  List<String> jvmOptions() {
    return patched ? List.of("-javaagent:" + System.getProperty("patch.agent.jar")) : List.of();
  }

  /**
   * Measures the program until the teller has ended.
   *
   * @param program what is measured
   * @param teller what says in the end what came of it: the program itself, or a client of it
   * @param other who else may know why it failed
   * @throws IOException if it was not told
   */
  Run of(ChildJvm program, ChildJvm teller, ChildJvm other)
      throws IOException, InterruptedException {
    ProcessMeter meter = program.meter();
    boolean ended;
    try (Progress progress = new Progress(title)) {
      ended =
          teller.await(
              limit,
              () -> {
                meter.sample();
                progress.update(meter.peakThreads());
              });
    }
    Matcher outcome = OUTCOME.matcher(teller.said());
    if (!ended || !outcome.find()) {
      String end = ended ? "ended with exit code " + teller.exitCode() : "did not end";
      throw new IOException(
          "the client of run %s, %s.%nThe client said:%n%s%nThe server said:%n%s"
              .formatted(title, end, shortly(teller), shortly(other)));
    }
    boolean allGood = outcome.group(3).equals(outcome.group(4));
    if (!allGood) {
      System.out.printf(
          "%n%s: not all of it was good. The client said:%n%s%n", title, shortly(teller));
    }
    return new Run(
        name,
        count,
        patched,
        outcome.group(1),
        Double.parseDouble(outcome.group(2)),
        meter.cpuSeconds(),
        meter.peakThreads(),
        meter.peakMegabytes(),
        allGood);
  }

  private static String shortly(ChildJvm program) {
    return program.said().lines().limit(30).collect(Collectors.joining("\n"));
  }
}
