package io.greenlet.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.1~~', 1",
    "'GET / HTTP/1.1~Host: here~~', 1",
    "'GET / HTTP/1.1~Host: here~', 0",
    "'GET /~~GET /~~', 2",
    "'GET /~\r~~', 1",
  })
  void endSeen_heads_countsEmptyLines(String heads, int expected) {
    int requests = 0;
    int seen = 0;
    for (byte next : heads.replace("~", "\r\n").getBytes(US_ASCII)) {
      seen = Wire.endSeen(seen, next);
      requests += seen == 4 ? 1 : 0;
    }

    assertEquals(expected, requests);
  }
}
