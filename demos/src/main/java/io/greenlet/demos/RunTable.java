package io.greenlet.demos;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The runs of {@link SlowServerDemo} as a table, and the sentence that says what is to be seen. */
final class RunTable {
  private static final String HEADER =
      "%-28s%7s%9s%12s%12s%13s%11s"
          .formatted(
              "run", "pages", "seconds", "x one page", "OS threads", "peak memory", "all good?");

  private final List<ClientRun> runs;
  private final double onePage;

  /** The first of the runs fetched its pages one after the other. */
  RunTable(List<ClientRun> runs) {
    this.runs = runs;
    this.onePage = runs.getFirst().seconds() / runs.getFirst().pages();
  }

  void print() {
    System.out.println();
    System.out.println(HEADER);
    runs.forEach(run -> System.out.println(row(run)));
    System.out.println();
    if (runs.getFirst().threads().isEmpty()) {
      System.out.println("OS threads and peak memory: not measured here, as there is no /proc.");
    }
    System.out.println(sentence());
  }

  private String row(ClientRun run) {
    return "%-28s%,7d%9.2f%12.2f%12s%13s%11s"
        .formatted(
            run.name(),
            run.pages(),
            run.seconds(),
            run.seconds() / onePage,
            cell(run.threads(), ""),
            cell(run.megabytes(), " MB"),
            run.allGood() ? "yes" : "NO");
  }

  private static String cell(OptionalLong measured, String unit) {
    return measured.isPresent() ? "%,d%s".formatted(measured.getAsLong(), unit) : "-";
  }

  private String sentence() {
    var patched = runs.stream().filter(ClientRun::patched).toList();
    String took =
        patched.stream()
            .skip(1)
            .map(run -> "%,d pages in %.2f x".formatted(run.pages(), run.seconds() / onePage))
            .collect(Collectors.joining(" and "));
    return "Under the agent the same program, unchanged, fetched %s the time of one page (%.2f s)%s."
        .formatted(took, onePage, threads(patched.getLast()));
  }

  private String threads(ClientRun patched) {
    var plain =
        runs.stream()
            .filter(run -> !run.patched() && run.pages() == patched.pages())
            .findFirst()
            .orElseThrow();
    if (patched.threads().isEmpty() || plain.threads().isEmpty()) {
      return "";
    }
    return ", with %,d operating system threads instead of %,d"
        .formatted(patched.threads().getAsLong(), plain.threads().getAsLong());
  }
}
