package io.greenlet.bench.stuck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.bench.harness.Commands;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** While one greenlet is stuck, another ticks; it stands still where the call is not announced. */
@EnabledOnOs(OS.LINUX)
final class StuckIT {
  private static final int MILLIS = 250;

  /** The least of about 50 that are to be seen, on however busy a machine. */
  private static final int GOES_ON = 5;

  /** The most of one that stands still: on the way into the call, and out of it. */
  private static final int STANDS_STILL = 2;

  @TempDir static Path resolver;

  @BeforeAll
  static void announceResolver() throws Exception {
    SlowResolver.announce(resolver);
  }

  /** Asserts who of the calls lets the ticker go on. */
  private static void assertStandsStill(Set<Call> still, String options) throws Exception {
    String agent = "-javaagent:" + System.getProperty("patch.agent.jar") + options;
    Map<Call, Ticker.Observation> seen =
        StuckBenchmark.parse(
            Commands.output(StuckBenchmark.command(List.of(agent), resolver, MILLIS)));
    assertEquals(EnumSet.allOf(Call.class), seen.keySet());
    seen.forEach((call, observation) -> {
      boolean asExpected =
          still.contains(call)
              ? observation.ticks() <= STANDS_STILL
              : observation.ticks() >= GOES_ON;
      assertTrue(asExpected, () -> call + ": " + seen);
    });
  }

  /** A library may call back, and that cannot be seen: the one limit. */
  @Test
  void ticker_besideEachCall_goesOnButForNativeMethodsOfLibraries() throws Exception {
    assertStandsStill(EnumSet.of(Call.NATIVE_METHOD), "");
  }

  /** The control: without the areas, what is read from files and processes is not announced. */
  @Test
  void ticker_filesAndFunctionsNotPatched_standsStillBesideThem() throws Exception {
    assertStandsStill(
        EnumSet.of(
            Call.FIFO_OPEN,
            Call.FIFO_READ,
            Call.RANDOM_ACCESS,
            Call.CHILD_OUTPUT,
            Call.STANDARD_INPUT,
            Call.LOOK_UP,
            Call.NATIVE_POLL,
            Call.KNOWN_METHOD,
            Call.NATIVE_METHOD),
        "=areas=-file+-native");
  }

  @Test
  void ticker_nativeMethodNamed_goesOnBesideAll() throws Exception {
    assertStandsStill(
        EnumSet.noneOf(Call.class), "=calls=io.netty.channel.unix.FileDescriptor.read");
  }
}
