package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs 15 and 17. */
@Timeout(100)
final class RequestsIT {
  @Test
  void hundredRequests_fourWays_hubsTakeAFractionOfAThreadPerCore() throws Exception {
    int milliseconds = 30;
    var outcome = Programs.runAsInHeader(Programs.LIBRARY, HundredRequests.class, milliseconds);

    int cores = Integer.parseInt(outcome.value("Cpu count: "));
    double[] took = IntStream.range(0, 4).mapToDouble(outcome::costTime).toArray();
    // A page each in turn, and so on each core.
    assertTrue(took[0] >= 100 * milliseconds / 1000.0, outcome::toString);
    assertTrue(took[1] >= 100 * milliseconds / 1000.0 / cores, outcome::toString);
    assertTrue(4 * took[2] < took[0], outcome::toString);
    assertTrue(4 * took[3] < took[0], outcome::toString);
  }

  @Test
  void wget_threeHosts_headersInterleavedAndTheSlowestCounts() throws Exception {
    int second = 2000;
    var outcome = Programs.runAsInHeader(Programs.LIBRARY, Wget.class, second);

    double seconds = outcome.costTime(0) * 1000 / second;
    assertTrue(seconds >= 1.5 && seconds < 2.5, () -> "1.5, 0.9 and 0.6 took " + seconds);
  }
}
