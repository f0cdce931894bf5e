package io.greenlet.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Where and when the figures were measured. */
public final class Machine {
  private Machine() {}

  /** One line with date, processor, system, JDK, and how busy the machine is already. */
  public static String description() throws IOException {
    return "%s; %s, %d cores; Linux %s; JDK %s; load average at the start %s"
        .formatted(
            LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.version"),
            System.getProperty("java.version"),
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 2))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
