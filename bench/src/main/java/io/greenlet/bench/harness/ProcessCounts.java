package io.greenlet.bench.harness;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What Linux has counted about a process until some moment.
 *
 * @param userSeconds CPU time in the program
 * @param systemSeconds CPU time in the kernel
 * @param contextSwitches of the threads that live, wanted and not
 */
public record ProcessCounts(double userSeconds, double systemSeconds, long contextSwitches) {
  /** Ticks of /proc in a second; fixed by Linux's interface, whatever the kernel runs at. */
  private static final double TICKS = 100;

  /**
   * Counts now.
   *
   * @param pid of the process
   * @return the counts
   */
  public static ProcessCounts of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(process.resolve("stat"));
    // The second field, the name, may hold blanks; utime and stime are fields 14 and 15.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long switches = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        switches += contextSwitches(thread);
      }
    }
    return new ProcessCounts(
        Long.parseLong(fields[11]) / TICKS, Long.parseLong(fields[12]) / TICKS, switches);
  }

  private static long contextSwitches(Path thread) throws IOException {
    try {
      return number(thread.resolve("status"), "voluntary_ctxt_switches")
          + number(thread.resolve("status"), "nonvoluntary_ctxt_switches");
    } catch (NoSuchFileException e) {
      return 0; // It has ended since the folder was listed.
    }
  }

  /**
   * The memory that a process has now.
   *
   * @param pid of the process
   * @return bytes resident
   */
  public static long residentBytes(long pid) throws IOException {
    return 1024 * number(Path.of("/proc", Long.toString(pid), "status"), "VmRSS");
  }

  /**
   * The threads that a process has now.
   *
   * @param pid of the process
   * @return how many
   */
  public static long threads(long pid) throws IOException {
    return number(Path.of("/proc", Long.toString(pid), "status"), "Threads");
  }

  private static long number(Path status, String name) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(name + ":")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no " + name + " in " + status);
  }

  /**
   * What was counted since.
   *
   * @param before the counts then
   * @return the difference
   */
  public ProcessCounts since(ProcessCounts before) {
    return new ProcessCounts(
        userSeconds - before.userSeconds,
        systemSeconds - before.systemSeconds,
        contextSwitches - before.contextSwitches);
  }

  /** CPU time in seconds. */
  public double cpuSeconds() {
    return userSeconds + systemSeconds;
  }
}
