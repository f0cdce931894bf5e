package io.greenlet.bench.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WrkTest {
  private static final String PRINTED =
      """
      Running 6s test @ http://127.0.0.1:18080/
        1 threads and 100 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency   101.15ms  149.01ms 661.05ms   85.42%
          Req/Sec     2.91k     2.37k   10.79k    80.00%
        Latency Distribution
           50%  932.90us
           75%  122.76ms
           90%  324.22ms
           99%    1.61s\s
        12362 requests in 6.17s, 0.92MB read
      """;

  @Test
  void parse_percentiles_areMilliseconds() {
    assertEquals(new Wrk.Report(0.9329, 1610, 0), Wrk.parse(PRINTED));
  }

  @Test
  void parse_errors_areAddedUp() {
    String errors =
        """
          Socket errors: connect 1, read 20, write 300, timeout 4000
          Non-2xx or 3xx responses: 50000
        """;

    assertEquals(54_321, Wrk.parse(PRINTED + errors).errors());
  }

  @Test
  void parse_loadThatFailed_saysWhatWasPrinted() {
    assertThrows(IllegalStateException.class, () -> Wrk.parse("unable to connect"));
  }
}
