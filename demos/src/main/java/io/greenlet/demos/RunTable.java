package io.greenlet.demos;

import java.util.List;
import java.util.OptionalLong;

/**
 * Runs of a program as a table.
 *
 * @param counted what the program does many of, in the plural
 * @param unit what all times are compared with
 * @param unitSeconds how long that took
 */
record RunTable(List<Run> runs, String counted, String unit, double unitSeconds) {
  void print() {
    System.out.println();
    System.out.printf(
        "%-28s%7s%9s%12s%12s%13s%11s%n",
        "run", counted, "seconds", "x " + unit, "OS threads", "peak memory", "all good?");
    runs.forEach(run -> System.out.println(row(run)));
    System.out.println();
    if (runs.getFirst().threads().isEmpty()) {
      System.out.println("OS threads and peak memory: not measured here, as there is no /proc.");
    }
  }

  private String row(Run run) {
    return "%-28s%,7d%9.2f%12.2f%12s%13s%11s"
        .formatted(
            run.name(),
            run.count(),
            run.seconds(),
            run.seconds() / unitSeconds,
            cell(run.threads(), ""),
            cell(run.megabytes(), " MB"),
            run.allGood() ? "yes" : "NO");
  }

  private static String cell(OptionalLong measured, String unit) {
    return measured.isPresent() ? "%,d%s".formatted(measured.getAsLong(), unit) : "-";
  }

  /** How the last patched run differs from the plain one of the same size; empty if unknown. */
  String threads() {
    Run patched = runs.getLast();
    Run plain =
        runs.stream()
            .filter(run -> !run.patched() && run.count() == patched.count())
            .findFirst()
            .orElseThrow();
    if (patched.threads().isEmpty() || plain.threads().isEmpty()) {
      return "";
    }
    return ", with %,d operating system threads instead of %,d"
        .formatted(patched.threads().getAsLong(), plain.threads().getAsLong());
  }
}
