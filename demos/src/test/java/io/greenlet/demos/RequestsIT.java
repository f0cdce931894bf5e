package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs 15 and 17. */
@Timeout(100)
final class RequestsIT {
  @Test
  void hundredRequests_fourWays_hubsTakeAFractionOfAThreadPerCore() throws Exception {
    int milliseconds = 50;
    var outcome = Programs.run(Programs.LIBRARY, HundredRequests.class, milliseconds);
    var lines = outcome.expectSuccess().lines();

    assertEquals(13, lines.size(), lines::toString);
    assertEquals(
        List.of("Sequential:", "A thread per core:", "One hub:", "A hub per core:"),
        lines.stream().filter(line -> line.endsWith(":")).toList());
    assertEquals(4, lines.stream().filter(line -> line.equals("Good answers: 100 of 100")).count());

    int cores = Integer.parseInt(outcome.value("Cpu count: "));
    double[] took = IntStream.range(0, 4).mapToDouble(outcome::costTime).toArray();
    // A page each in turn, and so on each core.
    assertTrue(took[0] >= 100 * milliseconds / 1000.0, lines::toString);
    assertTrue(took[1] >= 100 * milliseconds / 1000.0 / cores, lines::toString);
    assertTrue(4 * took[2] < took[0], lines::toString);
    assertTrue(4 * took[3] < took[0], lines::toString);
  }

  @Test
  void wget_threeHosts_headersInterleavedAndTheSlowestCounts() throws Exception {
    int second = 2000;
    var outcome = Programs.run(Programs.LIBRARY, Wget.class, second).expectSuccess();

    assertEquals(
        List.of(
            "wget www.sina.com.cn...",
            "wget www.sohu.com...",
            "wget www.163.com...",
            "www.163.com header > HTTP/1.0 200 OK",
            "www.sohu.com header > HTTP/1.0 200 OK",
            "www.163.com header > Server: local",
            "www.sina.com.cn header > HTTP/1.0 200 OK",
            "www.sohu.com header > Server: local",
            "www.sina.com.cn header > Server: local"),
        outcome.lines().subList(0, 9));
    double seconds = outcome.costTime(0) * 1000 / second;
    assertTrue(seconds >= 1.5 && seconds < 2.5, () -> "1.5, 0.9 and 0.6 took " + seconds);
  }
}
