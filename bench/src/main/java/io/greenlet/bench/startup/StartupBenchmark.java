package io.greenlet.bench.startup;

import io.greenlet.bench.harness.Commands;
import io.greenlet.bench.harness.MarkdownTable;
import io.greenlet.bench.harness.Report;
import io.greenlet.bench.harness.Rotation;
import io.greenlet.bench.harness.Samples;
import io.greenlet.bench.harness.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Starts a program that greets and ends, bare and in each other way in turn; see the settings. What
 * a way adds is the difference to the bare start of the same round.
 */
public final class StartupBenchmark {
  private static final Map<String, String> DEFAULTS = Map.of("rounds", "30");

  private static final int WARM_UPS = 2;

  private StartupBenchmark() {}

  /**
   * Runs the benchmark and prints a table.
   *
   * @param args settings
   */
  public static void run(String[] args) throws IOException, InterruptedException {
    Settings settings = new Settings(args, DEFAULTS);
    Commands.ensureExists("bash", "bash");
    Report report = new Report("startup");
    Path program = Files.createTempFile("hello", ".jar");
    try {
      pack(program);
      report.add(measure(program, settings.number("rounds")));
    } finally {
      Files.delete(program);
    }
    Report.progress("kept in %s", report);
  }

  private static MarkdownTable measure(Path program, int rounds)
      throws IOException, InterruptedException {
    Rotation<Start, Times> warmUp = new Rotation<>(List.of(Start.values()));
    for (int i = 0; i < WARM_UPS; i++) {
      warmUp.turn(start -> Times.of(start.command(program)));
    }
    Rotation<Start, Times> measured = new Rotation<>(List.of(Start.values()));
    for (int i = 0; i < rounds; i++) {
      measured.turn(start -> Times.of(start.command(program)));
    }
    return table(measured.results());
  }

  static MarkdownTable table(Map<Start, List<Times>> results) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "start",
                "ms, median (least-most)",
                "added ms",
                "CPU ms, median (least-most)",
                "added CPU ms"));
    List<Times> bare = results.getOrDefault(Start.BARE, List.of());
    results.forEach((start, all) -> {
      List<Times> added = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        added.add(all.get(i).since(bare.get(i)));
      }
      table.add(
          List.of(
              start.toString(),
              Samples.of(all, Times::wall).spread("%.0f"),
              "%.0f".formatted(Samples.of(added, Times::wall).median()),
              Samples.of(all, Times::cpu).spread("%.0f"),
              "%.0f".formatted(Samples.of(added, Times::cpu).median())));
    });
    return table;
  }

  /** The program and the empty agent in a jar of their own, which is small, as a program's is. */
  static void pack(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", EmptyAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : List.of("Hello", "Hello$Asking", "Loader", "EmptyAgent")) {
        String file =
            StartupBenchmark.class.getPackageName().replace('.', '/') + "/" + name + ".class";
        out.putNextEntry(new JarEntry(file));
        try (InputStream in = StartupBenchmark.class.getResourceAsStream("/" + file)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }
}
