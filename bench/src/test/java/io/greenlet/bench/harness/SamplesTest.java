package io.greenlet.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void median_oddCount_isTheMiddleOne() {
    assertEquals(2, Samples.of(List.of(9.0, 1.0, 2.0), value -> value).median());
  }

  @Test
  void median_evenCount_isBetweenTheMiddleTwo() {
    assertEquals(3, Samples.of(List.of(9.0, 1.0, 2.0, 4.0), value -> value).median());
  }

  @Test
  void spread_severalRounds_showsLeastAndMost() {
    assertEquals(
        "2.0 (1.0-9.0)", Samples.of(List.of(9.0, 1.0, 2.0), value -> value).spread("%.1f"));
  }
}
