package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExclusionTest {
  @ParameterizedTest
  @CsvSource({
    "pool, pool, true",
    "pool, pool-1, false",
    "pool*, pool-1, true",
    "*-1, pool-1, true",
    "*, anything, true",
    "p*l*1, pool-1, true",
    "p*x*1, pool-1, false",
    "a.b, axb, false",
  })
  void matches_pattern_asWritten(String pattern, String name, boolean expected) {
    assertEquals(expected, new Exclusion(true, pattern).matches(name, "other.Class"));
    assertEquals(expected, new Exclusion(false, pattern).matches("other name", name));
  }

  @Test
  void matches_emptyPattern_onlyEmptyName() {
    assertEquals(true, new Exclusion(true, "").matches("", "some.Class"));
    assertEquals(false, new Exclusion(true, "").matches("name", "some.Class"));
  }
}
