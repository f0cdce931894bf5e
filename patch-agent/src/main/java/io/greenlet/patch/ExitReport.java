package io.greenlet.patch;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Writes the report when the JVM ends; the option {@code report}. */
final class ExitReport implements Runnable {
  /** Null for the standard error stream, as it is then. */
  @Nullable private final Writer file;

  private ExitReport(@Nullable Writer file) {
    this.file = file;
  }

  /** Makes sure of the file; throws, naming the option, if it cannot be written. */
  static ExitReport open(Options options) {
    return new ExitReport(options.reportFile().isEmpty() ? null : open(options.reportFile()));
  }

  /** Has the JVM write the report when it ends. */
  void writeAtExit() {
    Runtime.getRuntime().addShutdownHook(PlatformThread.unstarted("greenlet-report", this));
  }

  private static Writer open(String file) {
    try {
      return Files.newBufferedWriter(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new AgentFailure("option 'report=" + file + "': cannot write there: " + e, e);
    }
  }

  @Override
  public void run() {
    String report = Installer.report();
    if (file == null) {
      PrintStream err = System.err;
      err.print(report);
      err.flush();
      return;
    }
    try (Writer writer = file) {
      writer.write(report);
    } catch (IOException e) {
      // The JVM prints it, as it does for every hook that fails.
      throw new UncheckedIOException("cannot write the report of the agent", e);
    }
  }
}
