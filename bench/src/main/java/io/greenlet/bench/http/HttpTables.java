package io.greenlet.bench.http;

import io.greenlet.bench.harness.MarkdownTable;
import io.greenlet.bench.harness.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What the rounds have measured, as tables. */
final class HttpTables {
  private final Map<Variant, List<Round>> rounds;

  HttpTables(Map<Variant, List<Round>> rounds) {
    this.rounds = rounds;
  }

  MarkdownTable figures() {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "server",
                "requests/s, best",
                "CPU µs/request, best",
                "median (least-most)",
                "user",
                "system",
                "context switches/request",
                "p50 ms",
                "p99 ms",
                "memory MB",
                "errors",
                "client busy",
                "others on the core"));
    rounds.forEach((variant, all) -> table.add(row(variant, all)));
    return table;
  }

  private static List<String> row(Variant variant, List<Round> all) {
    Samples cpu = Samples.of(all, Round::cpuMicros);
    return List.of(
        variant.toString(),
        "%,.0f".formatted(Samples.of(all, Round::requestsPerSecond).most()),
        "%.1f".formatted(cpu.least()),
        cpu.spread("%.1f"),
        median(all, Round::userMicros, "%.1f"),
        median(all, Round::systemMicros, "%.1f"),
        median(all, Round::switchesPerRequest, "%.3f"),
        median(all, round -> round.seen().p50(), "%.2f"),
        Samples.of(all, round -> round.seen().p99()).spread("%.1f"),
        median(all, Round::megabytes, "%.0f"),
        "%.0f".formatted(Samples.of(all, round -> round.seen().errors()).most()),
        median(all, round -> 100 * round.clientBusy(), "%.0f %%"),
        median(all, round -> 100 * round.othersBusy(), "%.0f %%"));
  }

  private static String median(
      List<Round> all, ToDoubleFunction<? super Round> figure, String format) {
    return format.formatted(Samples.of(all, figure).median());
  }

  /** System calls, one column for each name; nothing where it is almost never called. */
  MarkdownTable calls() {
    TreeSet<String> names = new TreeSet<>();
    rounds.values().forEach(all -> names.addAll(all.getFirst().calls().keySet()));
    names.remove("all");
    List<String> header = new ArrayList<>(List.of("server", "all"));
    header.addAll(names);
    MarkdownTable table = new MarkdownTable(header);
    rounds.forEach((variant, all) -> {
      Map<String, Double> calls = all.getFirst().calls();
      List<String> cells = new ArrayList<>(List.of(variant.toString()));
      header.stream().skip(1).forEach(name -> cells.add(cell(calls.getOrDefault(name, 0.0))));
      table.add(cells);
    });
    return table;
  }

  private static String cell(double calls) {
    return calls == 0 ? "" : "%.2f".formatted(calls);
  }
}
