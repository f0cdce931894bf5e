package io.greenlet.demos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An unchanged program without the agent and with it, each in a fresh JVM, and the table of both.
 *
 * @param program what it is, for the table
 * @param counted what it does many of, in the plural
 * @param count how many
 */
record Comparison(String program, String counted, int count) {
  /** Longer than any run of a program here; one that takes more is stuck. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Starts a program, measures it, and ends it. */
  @FunctionalInterface
  interface Performance {
    Run measure(Measurement measurement) throws IOException, InterruptedException;
  }

  /**
   * Runs both and prints the table.
   *
   * @return whether both did all of it right, and the same
   */
  boolean run(Performance performance) throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (boolean patched : List.of(false, true)) {
      String name = (patched ? "patched, " : "plain, ") + program;
      String title = "%d/2: %,d %s, %s".formatted(runs.size() + 1, count, counted, name);
      runs.add(performance.measure(new Measurement(title, name, count, patched, PATIENCE)));
    }
    Run plain = runs.getFirst();
    Run patched = runs.getLast();
    var table = new RunTable(runs, counted, "plain", plain.seconds());
    table.print();
    System.out.println(plain.did());
    boolean same = patched.did().equals(plain.did());
    if (!same) {
      System.out.println("Under the agent: " + patched.did());
    }
    System.out.printf("Processor time: %s instead of %s.%n", cpu(patched), cpu(plain));
    System.out.printf(
        "Under the agent the same program, unchanged, took %.2f x the time%s.%n",
        patched.seconds() / plain.seconds(), table.threads());
    return same && runs.stream().allMatch(Run::allGood);
  }

  private static String cpu(Run run) {
    OptionalDouble seconds = run.cpuSeconds();
    return seconds.isPresent() ? "%.1f s".formatted(seconds.getAsDouble()) : "unknown";
  }
}
