package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ThreadPatternTest {
  private static boolean matches(String pattern, String threadName, String className) {
    return ThreadPattern.parse(pattern).matches(threadName, className);
  }

  @ParameterizedTest
  @CsvSource({
    "pool, pool, true",
    "pool, pool-1, false",
    "pool, my pool, false",
    "pool*, pool-1, true",
    "pool*, pool, true",
    "*-1, pool-1, true",
    "*-1, pool-1-1, true",
    "*, anything, true",
    "**, anything, true",
    "p*l*1, pool-1, true",
    "p*x*1, pool-1, false",
    "*a*b, a b a, false",
    "a.b, axb, false",
  })
  void matches_pattern_asWritten(String pattern, String text, boolean expected) {
    assertEquals(expected, matches("name:" + pattern, text, "other.Class"));
    assertEquals(expected, matches("class:" + pattern, "other name", text));
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme, com.acme.Worker, true",
    "com.acme, com.acme.db.Worker, true",
    "com.acme, com.acmes.Worker, false",
    "com.acme, com.Worker, false",
    "com.*.db, com.acme.db.Worker, true",
    "com.*.db, com.acme.web.Worker, false",
    "Worker, Worker, false",
    "com.acme.Worker, com.acme.Worker, false",
  })
  void matches_package_itselfAndBelow(String pattern, String className, boolean expected) {
    assertEquals(expected, matches("package:" + pattern, "com.acme.x", className));
  }

  @Test
  void matches_manyStars_doesNotTryAllWays() {
    String pattern = "name:" + "*a".repeat(40) + "b";
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertEquals(false, matches(pattern, "a".repeat(200), "c")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "name", "name:", ":x", "nom:x", "Name:x", "x"})
  void parse_notKindAndPattern_null(String text) {
    assertNull(ThreadPattern.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name:a*", "class:a.B", "package:a.b", "name:with:colon"})
  void toString_parsed_asWritten(String text) {
    assertEquals(text, ThreadPattern.parse(text).toString());
  }
}
