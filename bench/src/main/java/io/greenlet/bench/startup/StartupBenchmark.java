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

  /** The shell's own clock: CPU time of a child to the millisecond. */
  private static final List<String> TIMED =
      List.of("env", "LC_ALL=C", "bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\" >&2", "timed");

  private static final int WARM_UPS = 2;

  private StartupBenchmark() {}

  /**
   * What one start took.
   *
   * @param wall milliseconds
   * @param cpu milliseconds, in the program and in the kernel
   */
  private record Times(double wall, double cpu) {
    /** The last line that was printed; one before it is the greeting, and no other may be. */
    static Times parse(String printed) {
      List<String> lines = printed.lines().toList();
      if (lines.size() != 2 || !lines.getFirst().startsWith("hello")) {
        throw new IllegalStateException("The program was to greet and to say no more: " + printed);
      }
      String[] seconds = lines.getLast().split(" ");
      return new Times(
          1000 * Double.parseDouble(seconds[0]),
          1000 * (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])));
    }

    Times since(Times bare) {
      return new Times(wall - bare.wall, cpu - bare.cpu);
    }

    @Override
    public String toString() {
      return "%.0f ms, %.0f ms of CPU".formatted(wall, cpu);
    }
  }

  /**
   * Runs the benchmark and prints a table.
   *
   * @param args settings
   */
  public static void main(String[] args) throws IOException, InterruptedException {
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
      warmUp.turn(start -> time(start, program));
    }
    Rotation<Start, Times> measured = new Rotation<>(List.of(Start.values()));
    for (int i = 0; i < rounds; i++) {
      measured.turn(start -> time(start, program));
    }
    return table(measured.results());
  }

  private static Times time(Start start, Path program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(TIMED);
    command.addAll(start.command(program));
    return Times.parse(Commands.output(command));
  }

  private static MarkdownTable table(Map<Start, List<Times>> results) {
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
  private static void pack(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", EmptyAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : List.of("Hello", "Hello$Asking", "EmptyAgent")) {
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
