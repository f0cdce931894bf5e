package io.greenlet.demos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The most operating system threads and memory that a process was seen with, and the processor time
 * that it was seen to have taken.
 *
 * <p>Threads and memory come from Linux's {@code /proc}; elsewhere they stay empty.
 */
final class ProcessMeter {
  private final Path status;
  private final ProcessHandle process;
  private long threads;
  private long kilobytes;
  private Optional<Duration> cpu = Optional.empty();

  ProcessMeter(ProcessHandle process) {
    this.process = process;
    this.status = Path.of("/proc", Long.toString(process.pid()), "status");
  }

  /** Looks at the process now; without effect once it has ended. */
  void sample() {
    cpu = process.info().totalCpuDuration().or(() -> cpu);
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

  OptionalDouble cpuSeconds() {
    return cpu.map(time -> OptionalDouble.of(time.toMillis() / 1e3)).orElse(OptionalDouble.empty());
  }
}
