package io.greenlet.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** The tables of one run, printed as they are made and kept in a file; progress goes elsewhere. */
public final class Report {
  private final Path file;

  /**
   * Begins a report.
   *
   * @param name of the benchmark
   */
  public Report(String name) throws IOException {
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm"));
    file = Path.of("bench/target/results", name + "-" + time + ".md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    add(Machine.description());
  }

  /**
   * Adds a paragraph or a table.
   *
   * @param text the paragraph
   */
  public void add(Object text) throws IOException {
    String paragraph = text.toString().strip() + "\n\n";
    System.out.print(paragraph);
    Files.writeString(file, paragraph, StandardOpenOption.APPEND);
  }

  /**
   * Tells who waits what has been measured.
   *
   * @param format of the line
   * @param values in it
   */
  public static void progress(String format, Object... values) {
    System.err.printf(format + "%n", values);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
