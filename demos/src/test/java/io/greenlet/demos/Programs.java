package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Runs the programs in fresh JVMs for the tests. */
final class Programs {
  static final List<String> PLAIN = List.of();
  static final List<String> LIBRARY = List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED");
  static final List<String> AGENT = List.of("-javaagent:" + System.getProperty("patch.agent.jar"));

  /**
   * Makes the JDK have all threads of its own from the start, which would blur a comparison of
   * thread counts: it adds compilers and collectors as work comes in, and after the first answer
   * one that closes idle connections.
   */
  private static final List<String> STEADY =
      List.of(
          "-XX:+UseSerialGC", "-XX:-UseDynamicNumberOfCompilerThreads", "-Dhttp.keepAlive=false");

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private Programs() {}

  /** What a program said, standard error included, and the most threads it was seen with. */
  record Outcome(List<String> lines, int exitCode, long threads) {
    Outcome expectSuccess() {
      assertEquals(0, exitCode, () -> String.join("\n", lines));
      return this;
    }

    /** What the header of the program says is what was said. */
    Outcome expectOutputOf(Class<?> program) throws IOException {
      Source source = Source.of(program.getSimpleName());
      assertTrue(
          source.isOutput(lines),
          () ->
              "the header says\n%s\n\nbut the program\n%s"
                  .formatted(source.output(), String.join("\n", lines)));
      return this;
    }

    double costTime(int which) {
      return Double.parseDouble(values("Cost time: ").get(which));
    }

    String value(String label) {
      return values(label).getFirst();
    }

    private List<String> values(String label) {
      return lines.stream()
          .filter(line -> line.startsWith(label))
          .map(line -> line.substring(label.length()))
          .toList();
    }
  }

  /** Runs it and expects it to end well and to print what its header says. */
  static Outcome runAsInHeader(List<String> options, Class<?> program, Object... arguments)
      throws IOException, InterruptedException {
    return run(options, program, arguments).expectSuccess().expectOutputOf(program);
  }

  static Outcome run(List<String> options, Class<?> program, Object... arguments)
      throws IOException, InterruptedException {
    try (ChildJvm jvm = ChildJvm.start(options, program, arguments)) {
      boolean ended = jvm.await(LIMIT, () -> {});
      assertTrue(ended, () -> program.getSimpleName() + " did not end. It said:\n" + jvm.said());
      return new Outcome(
          jvm.said().lines().toList(), jvm.exitCode(), jvm.meter().peakThreads().orElse(0));
    }
  }

  /** The same where all the threads that the JVM has for itself are there from the start. */
  static Outcome runSteady(List<String> options, Class<?> program, Object... arguments)
      throws IOException, InterruptedException {
    var outcome =
        run(Stream.of(options, STEADY).flatMap(List::stream).toList(), program, arguments);
    assumeTrue(outcome.threads > 0, "operating system threads can be counted on Linux only");
    return outcome.expectSuccess();
  }
}
