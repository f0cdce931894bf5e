package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectionTest {
  /** A thread named "worker-1" that runs a task of class "com.acme.Task". */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, true",
        "name:worker-*, -, true",
        "name:other, -, false",
        "name:other+package:com.acme, -, true",
        "-, class:com.acme.Task, false",
        "-, name:other, true",
        "name:worker-1, class:com.acme.Task, false",
        "package:com, name:worker-2+name:worker-1, false",
        "package:com, name:worker-2, true",
      })
  void picks_includedAndExcluded_exclusionWins(String included, String excluded, boolean expected) {
    Selection selection = new Selection(patterns(included), patterns(excluded));
    assertEquals(expected, selection.picks("worker-1", "com.acme.Task"));
  }

  private static List<ThreadPattern> patterns(String text) {
    List<ThreadPattern> patterns = new ArrayList<>();
    if (text != null) {
      for (String pattern : text.split("\\+")) {
        patterns.add(ThreadPattern.parse(pattern));
      }
    }
    return patterns;
  }
}
