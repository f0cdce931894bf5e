package io.greenlet.patch;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that runs a program out of a registry's artifact while a test talks to it. */
final class RegistryJvm implements AutoCloseable {
  private final Process process;
  private final CompletableFuture<Matcher> said = new CompletableFuture<>();
  private final CompletableFuture<String> out;
  private final CompletableFuture<String> err;

  private RegistryJvm(Process process, Pattern awaited) {
    this.process = process;
    this.out =
        Child.text(
            process.getInputStream(),
            line -> {
              Matcher matcher = awaited.matcher(line);
              if (matcher.find()) {
                said.complete(matcher);
              }
            });
    this.err = Child.text(process.getErrorStream(), line -> {});
    out.thenRun(() -> said.completeExceptionally(new AssertionError("said no such line")));
  }

  /**
   * Starts a program.
   *
   * @param folder where it runs
   * @param flags of the JVM, the agent among them or not
   * @param awaited found in the line of its output that tells that it is ready
   * @param application main class and arguments
   */
  static RegistryJvm start(
      Path folder, List<String> flags, Pattern awaited, List<String> application)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Child.javaCommand());
    command.addAll(flags);
    command.addAll(List.of("-Xmx256m", "-cp", classPath()));
    command.addAll(application);
    Process process = Child.builder(command).directory(folder.toFile()).start();
    process.getOutputStream().close();
    return new RegistryJvm(process, awaited);
  }

  /** The artifacts and the tests' programs, without anything of ours. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.equals(Child.CLASSES) || isArtifactOfOthers(entry))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isArtifactOfOthers(String entry) {
    return entry.endsWith(".jar") && !entry.contains("greenlet-core");
  }

  /** Waits for the program to be ready; what the pattern found. */
  Matcher awaitReady() {
    try {
      return said.get(Child.PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      process.destroyForcibly();
      throw new AssertionError("not ready: out\n" + out.join() + "\nerr\n" + err.join(), e);
    }
  }

  /**
   * How many threads the operating system sees, without the agent's spare ones: on a busy machine a
   * burst of class loading takes some, for as long as it lasts, and they end when they are idle.
   */
  int osThreads() {
    int count = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      for (Path task : tasks) {
        count += isSpare(task) ? 0 : 1;
      }
    } catch (IOException e) {
      throw new AssertionError("cannot count the threads of " + process, e);
    }
    return count;
  }

  private static boolean isSpare(Path task) throws IOException {
    try {
      // The system keeps fifteen characters of a name.
      return Files.readString(task.resolve("comm")).startsWith("greenlet-spare");
    } catch (NoSuchFileException e) {
      return true; // It has ended.
    }
  }

  /** Asks the program to end, as an operating system does that shuts down. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for the end of the program. */
  Child awaitEnd() throws InterruptedException {
    boolean ended = process.waitFor(Child.PATIENCE_SECONDS, TimeUnit.SECONDS);
    // By its handle: Process.destroyForcibly would close the streams, too.
    process.toHandle().destroyForcibly();
    process.waitFor();
    Child child = new Child(process.exitValue(), out.join(), err.join());
    if (!ended) {
      throw new AssertionError("did not end by itself: " + child);
    }
    return child;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
