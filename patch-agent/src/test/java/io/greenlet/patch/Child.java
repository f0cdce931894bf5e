package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a program said and how it ended, in a fresh JVM, with or without the agent.
 *
 * @param exitCode of the JVM
 * @param out what it wrote to its standard output stream
 * @param err what it wrote to its standard error stream
 */
record Child(int exitCode, String out, String err) {
  /** How long a child may take before it is ended; no test depends on it otherwise. */
  static final long PATIENCE_SECONDS = 50;

  static final String AGENT = System.getProperty("patch.agent.jar", "patch.agent.jar is not set");

  /** Where the programs are. */
  static final String CLASSES = classes();

  /** Runs a program without the agent. */
  static Child plain(Class<?> program, String... arguments) {
    return java(List.of(), List.of("-cp", CLASSES, program.getName()), arguments);
  }

  /** Runs a program under the agent. */
  static Child patched(Class<?> program, String... arguments) {
    return patchedWith("", program, arguments);
  }

  /** Runs a program under the agent with options of the agent. */
  static Child patchedWith(String options, Class<?> program, String... arguments) {
    return java(
        List.of(agent(options), "-Xverify:all"),
        List.of("-cp", CLASSES, program.getName()),
        arguments);
  }

  /** Runs a program that links native functions, of which the JVM warns. */
  static Child linking(List<String> flags, Class<?> program, String... arguments) {
    List<String> all = new ArrayList<>(flags);
    all.add("--enable-native-access=ALL-UNNAMED");
    return java(all, List.of("-cp", CLASSES, program.getName()), arguments);
  }

  /** As {@link #linking}, under the agent. */
  static Child linkingPatched(String options, Class<?> program, String... arguments) {
    return linking(List.of(agent(options), "-Xverify:all"), program, arguments);
  }

  static String agent(String options) {
    return "-javaagent:" + AGENT + (options.isEmpty() ? "" : "=" + options);
  }

  static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs this JDK's java. */
  static Child java(List<String> flags, List<String> application, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaCommand());
    command.addAll(flags);
    command.addAll(application);
    command.addAll(List.of(arguments));
    return run(command);
  }

  static Child run(List<String> command) {
    return run(command, null);
  }

  /**
   * Runs a command.
   *
   * @param terminateAt line that the child prints, at which it is asked to end; null for none
   */
  static Child run(List<String> command, @Nullable String terminateAt) {
    try {
      Process process = builder(command).start();
      process.getOutputStream().close();
      CompletableFuture<String> out =
          text(
              process.getInputStream(),
              line -> {
                if (line.equals(terminateAt)) {
                  // By its handle: Process.destroy would close the streams, too.
                  process.toHandle().destroy();
                }
              });
      CompletableFuture<String> err = text(process.getErrorStream(), line -> {});
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Child child = new Child(process.exitValue(), out.join(), err.join());
      if (!ended) {
        throw new AssertionError("did not end by itself: " + command + child);
      }
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    // Either adds a line of the JVM's own to what the program says.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return builder;
  }

  /** All that a stream gives; each line is shown when it comes. */
  static CompletableFuture<String> text(InputStream stream, Consumer<String> seen) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        StringBuilder lines = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.append(line).append('\n');
          seen.accept(line);
        }
        text.complete(lines.toString());
      } catch (IOException e) {
        text.completeExceptionally(e);
      }
    });
    return text;
  }

  private static String classes() {
    URL location = Child.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(location.toString())).toString();
  }

  /** The lines of the standard output stream. */
  List<String> lines() {
    return out.lines().toList();
  }

  /** Asserts that it ended well and wrote nothing to the standard error stream. */
  Child ok() {
    assertEquals("", err, () -> "standard error of " + this);
    assertEquals(0, exitCode, this::toString);
    return this;
  }

  /** Asserts that a program, run with the agent, cannot be told from one that ran without. */
  static void assertSame(Child plain, Child patched) {
    assertEquals(plain.out, patched.out, patched::toString);
    assertEquals(plain.err, patched.err, patched::toString);
    assertEquals(plain.exitCode, patched.exitCode, patched::toString);
  }

  /** Asserts that it ended before main with one line that says something. */
  void assertRefused(String part) {
    assertEquals(1, exitCode, this::toString);
    assertEquals("", out, this::toString);
    assertEquals(1, err.lines().count(), this::toString);
    assertEquals(true, err.contains(part), this::toString);
  }

  @Override
  public String toString() {
    return "exit code " + exitCode + "\n-- out --\n" + out + "\n-- err --\n" + err;
  }
}
