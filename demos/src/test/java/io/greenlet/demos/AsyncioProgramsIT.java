package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs 11, 12, 13 and 16, which are written with asyncio in Python. */
@Timeout(100)
final class AsyncioProgramsIT {
  @Test
  void helloTwice_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, HelloTwice.class, 100);
  }

  @Test
  void returnValue_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, ReturnValue.class);
  }

  @Test
  void phases_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, Phases.class);
  }

  @Test
  void taskStates_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, TaskStates.class);
  }

  @Test
  void doneCallback_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, DoneCallback.class);
  }

  @Test
  void randomSleeps_endInOrderOfTheirLengthAndTakeTheLongest() throws Exception {
    int second = 200;
    var outcome = Programs.runAsInHeader(Programs.LIBRARY, RandomSleeps.class, second, 4);

    List<Integer> waits = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    for (String line : outcome.lines()) {
      String[] words = line.split(" ");
      if (words[0].equals("print")) {
        waits.add(Integer.parseInt(words[3]));
      } else if (words[1].equals("printed")) {
        ended.add(words[0]);
      }
    }
    var byWait = IntStream.range(0, 10).boxed().sorted(Comparator.comparing(waits::get));
    assertEquals(byWait.map(String::valueOf).toList(), ended, () -> "the seconds are " + waits);

    int longest = waits.stream().max(Comparator.naturalOrder()).orElseThrow();
    int sum = waits.stream().mapToInt(wait -> wait).sum();
    double seconds = outcome.costTime(0) * 1000 / second;
    assertTrue(seconds >= longest, () -> waits + " took only " + seconds);
    assertTrue(seconds < (longest + sum) / 2.0, () -> waits + " took " + seconds);
  }

  @ParameterizedTest
  @ValueSource(classes = {HelloTwice.class, ReturnValue.class, Phases.class, DoneCallback.class})
  void underTheAgent_printsTheSame(Class<?> program) throws Exception {
    Programs.runAsInHeader(Programs.AGENT, program, 100);
  }
}
