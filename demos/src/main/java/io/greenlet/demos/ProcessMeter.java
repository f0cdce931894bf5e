package io.greenlet.demos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The most operating system threads and memory that a process was seen with.
 *
 * <p>Both come from Linux's {@code /proc}; elsewhere they stay empty.
 */
final class ProcessMeter {
  private final Path status;
  private long threads;
  private long kilobytes;

  ProcessMeter(long pid) {
    this.status = Path.of("/proc", Long.toString(pid), "status");
  }

  /** Looks at the process now; without effect once it has ended. */
  void sample() {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("Threads:")) {
          threads = Math.max(threads, number(line));
        } else if (line.startsWith("VmHWM:")) {
          kilobytes = Math.max(kilobytes, number(line));
        }
      }
    } catch (IOException e) {
      // There is no such file: the process has just ended, or this is not Linux.
      return;
    }
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  OptionalLong peakThreads() {
    return threads == 0 ? OptionalLong.empty() : OptionalLong.of(threads);
  }

  OptionalLong peakMegabytes() {
    return kilobytes == 0 ? OptionalLong.empty() : OptionalLong.of(kilobytes / 1024);
  }
}
