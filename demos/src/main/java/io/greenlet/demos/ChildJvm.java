package io.greenlet.demos;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program of this class path, run in a JVM of its own: same JDK, default heap.
 *
 * <p>It never outlives the JVM that started it. It is ended by force, as the programs here have
 * nothing to save and one that hangs would not heed a request.
 */
final class ChildJvm implements AutoCloseable {
  private static final Duration SAMPLE_EVERY = Duration.ofMillis(50);

  /** Guards itself and {@link #ending}. */
  private static final Set<Process> RUNNING = new HashSet<>();

  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildJvm::endAll));
  }

  private final Process process;
  private final ProcessMeter meter;
  private final CompletableFuture<String> firstLine = new CompletableFuture<>();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final Thread reader;

  private ChildJvm(Process process) {
    this.process = process;
    this.meter = new ProcessMeter(process.toHandle());
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  /** Starts the program; what it says on standard output and standard error is kept in one. */
  static ChildJvm start(List<String> jvmOptions, Class<?> program, Object... arguments)
      throws IOException {
    return start(jvmOptions, program.getName(), arguments);
  }

  /** The same for a program by the name of its class. */
  static ChildJvm start(List<String> jvmOptions, String program, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ChildJvm(launch(command));
  }

  // Under one lock with endAll, lest a child start unseen while the others are being ended.
  private static Process launch(List<String> command) throws IOException {
    synchronized (RUNNING) {
      if (ending) {
        throw new IOException("this JVM is being ended itself");
      }
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      RUNNING.add(process);
      return process;
    }
  }

  private static void endAll() {
    synchronized (RUNNING) {
      ending = true;
      RUNNING.forEach(Process::destroyForcibly);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        firstLine.complete(line);
      }
    } catch (IOException e) {
      said.add("(nothing more could be read: " + e.getMessage() + ")");
    }
    firstLine.complete("");
  }

  /** Waits for the first line that the program prints; empty if it ends or the time runs out. */
  String firstLine(Duration limit) {
    return firstLine.copy().completeOnTimeout("", limit.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /**
   * Waits for the end of the program, measures it meanwhile, and calls the watcher each time.
   *
   * @return false if it has not ended when the time runs out
   */
  boolean await(Duration limit, Runnable watcher) throws InterruptedException {
    long start = System.nanoTime();
    do {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      meter.sample();
      watcher.run();
    } while (!process.waitFor(SAMPLE_EVERY));
    reader.join();
    return true;
  }

  /** The exit code of an ended program. */
  int exitCode() {
    return process.exitValue();
  }

  /** All that the program has said so far. */
  String said() {
    return String.join("\n", said);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  ProcessMeter meter() {
    return meter;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    synchronized (RUNNING) {
      RUNNING.remove(process);
    }
  }
}
