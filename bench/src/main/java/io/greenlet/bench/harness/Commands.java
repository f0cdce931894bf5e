package io.greenlet.bench.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Commands of the system. */
public final class Commands {
  private Commands() {}

  /**
   * Whether a command is on the path.
   *
   * @param command its name
   * @return whether it is
   */
  public static boolean exists(String command) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  /**
   * Makes sure that a command is there.
   *
   * @param command its name
   * @param debianPackage the package that has it
   * @throws CannotRun if it is not there
   */
  public static void ensureExists(String command, String debianPackage) {
    if (!exists(command)) {
      throw new CannotRun(
          "This benchmark needs %s, which is not on the path: apt-get install %s"
              .formatted(command, debianPackage));
    }
  }

  /**
   * The Java that runs this, started on a program.
   *
   * @param flags for the JVM, then the class and its arguments
   * @return the command
   */
  public static List<String> java(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    return command;
  }

  /**
   * A command confined to one core, with all threads that it will have.
   *
   * @param core the number of the core
   * @param command what to run
   * @return the command that does so
   */
  public static List<String> onCore(int core, List<String> command) {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    pinned.addAll(command);
    return pinned;
  }

  /**
   * Confines this process, and what it will start, to one core, to leave the other cores alone.
   *
   * @param core the number of the core
   */
  public static void confineThisProcess(int core) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    output(List.of("taskset", "-a", "-c", "-p", Integer.toString(core), self));
  }

  /**
   * Runs a command to its end.
   *
   * @param command the command
   * @return what it printed, errors included
   * @throws IllegalStateException if it fails; the message has what it printed
   */
  public static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var streams = process.getInputStream()) {
      String printed = new String(streams.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + process.exitValue() + ":\n" + printed);
      }
      return printed;
    } finally {
      process.destroy();
    }
  }
}
