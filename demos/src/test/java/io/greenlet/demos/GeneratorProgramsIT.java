package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.GreenletError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs 1 to 6 and 19: generators, and switches by hand. */
@Timeout(100)
final class GeneratorProgramsIT {
  @Test
  void sentNumbers_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, SentNumbers.class);
  }

  @Test
  void sentNumbers_firstSendIsANumber_isRefused() {
    var f = SentNumbers.func();

    assertThrows(GreenletError.class, () -> f.send(1));
  }

  @Test
  void nextAndSend_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, NextAndSend.class);
  }

  @Test
  void producerConsumer_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, ProducerConsumer.class);
  }

  @Test
  void eachOther_printsAsInItsHeader() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, EachOther.class);
  }

  @Test
  void twoLoops_switching_gainsNothing() throws Exception {
    var outcome = Programs.runAsInHeader(Programs.LIBRARY, TwoLoops.class, 300_000);

    double serial = Double.parseDouble(outcome.value("Serial: ").replace(" s", ""));
    double switching = Double.parseDouble(outcome.value("Switching: ").replace(" s", ""));
    assertTrue(switching > serial, () -> "serial " + serial + ", switching " + switching);
    assertTrue(Long.parseLong(outcome.value("A switch: ").replace(" ns", "")) > 0);
  }

  @Test
  void sleepBetweenSwitches_notUnderTheAgent_blocksBoth() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, SleepBetweenSwitches.class, 200);
  }

  @Test
  void sleepBetweenSwitches_underTheAgent_letsTheOtherRun() throws Exception {
    var outcome = Programs.run(Programs.AGENT, SleepBetweenSwitches.class, 200).expectSuccess();

    long ran = outcome.lines().stream().filter("func1"::equals).count();
    assertTrue(ran >= 6, outcome.lines()::toString);
    String said = String.join("\n", outcome.lines());
    assertTrue(said.startsWith("func1\nfunc1\n"), said);
    assertTrue(said.endsWith("func2\nfunc1 ran " + ran + " times in 9 seconds"), said);
  }

  @Test
  void asyncGenerator_letsAnotherRunBetweenItsValues() throws Exception {
    Programs.runAsInHeader(Programs.LIBRARY, AsyncGenerator.class, 400);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SentNumbers.class,
        NextAndSend.class,
        ProducerConsumer.class,
        EachOther.class,
        AsyncGenerator.class
      })
  void underTheAgent_printsTheSame(Class<?> program) throws Exception {
    Programs.runAsInHeader(Programs.AGENT, program, 400);
  }
}
