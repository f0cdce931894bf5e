package io.greenlet.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What Linux has counted about one core until some moment.
 *
 * @param busySeconds in which it ran anything, and those in which the machine under ours had it
 * @param allSeconds since the machine was started
 */
public record CoreCounts(double busySeconds, double allSeconds) {
  private static final double TICKS = 100;

  /**
   * Counts now.
   *
   * @param core the number of the core
   * @return the counts
   */
  public static CoreCounts of(int core) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
      if (line.startsWith("cpu" + core + " ")) {
        // user nice system idle iowait irq softirq steal; guests are in user already.
        double[] ticks =
            Arrays.stream(line.split(" ")).skip(1).limit(8).mapToDouble(Long::parseLong).toArray();
        double all = Arrays.stream(ticks).sum();
        return new CoreCounts((all - ticks[3] - ticks[4]) / TICKS, all / TICKS);
      }
    }
    throw new IllegalArgumentException("This machine has no core " + core);
  }

  /**
   * What was counted since.
   *
   * @param before the counts then
   * @return the difference
   */
  public CoreCounts since(CoreCounts before) {
    return new CoreCounts(busySeconds - before.busySeconds, allSeconds - before.allSeconds);
  }
}
