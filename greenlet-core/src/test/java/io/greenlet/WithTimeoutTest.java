package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.withTimeout;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time limits on what the current greenlet does; each test in main and in a spawned greenlet. */
@ExtendWith(FreshHub.class)
final class WithTimeoutTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Where a test's body runs. */
  @FunctionalInterface
  interface Place {
    <T> T run(Callable<T> body) throws Exception;
  }

  private static final class InMain implements Place {
    @Override
    public <T> T run(Callable<T> body) throws Exception {
      return body.call();
    }
  }

  private static final class InGreenlet implements Place {
    @Override
    public <T> T run(Callable<T> body) throws Exception {
      Hub.current().setErrorHandler((g, t) -> {});
      return Hub.run(body);
    }
  }

  static List<Named<Place>> places() {
    return List.of(Named.of("main", new InMain()), Named.of("greenlet", new InGreenlet()));
  }

  private final List<String> events = new ArrayList<>();
  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
  }

  @AfterEach
  void noTimerIsLeft() {
    assertEquals(0, Hub.current().stats().timers());
  }

  private static String sleepADay() throws InterruptedException {
    sleep(DAY);
    return "slept";
  }

  private TimeoutException assertTimesOut(Place place, Duration limit, Callable<?> body) {
    return assertThrows(TimeoutException.class, () -> place.run(() -> withTimeout(limit, body)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_bodyInTime_returnsItsResult(Place place) throws Exception {
    assertEquals("done", place.run(() -> withTimeout(DAY, () -> "done")));
    assertNull(place.run(() -> withTimeout(Duration.ZERO, () -> null)));
    assertEquals("slept", place.run(() -> withTimeout(DAY.plus(SECOND), () -> sleepADay())));
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_bodyFails_throwsThatVeryException(Place place) {
    IOException failure = new IOException("broken");
    Callable<String> failing =
        () -> {
          throw failure;
        };

    assertSame(
        failure,
        assertThrows(IOException.class, () -> place.run(() -> withTimeout(SECOND, failing))));
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_bodySleepsTooLong_throwsTimeoutWhenTheTimeIsUp(Place place) {
    TimeoutException e = assertTimesOut(place, SECOND, WithTimeoutTest::sleepADay);

    assertEquals(SECOND, clock.elapsed());
    assertTrue(e.getMessage().contains("PT1S"), e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_bodyCatchesException_isEndedAllTheSame(Place place) {
    assertTimesOut(
        place,
        SECOND,
        () -> {
          try {
            return sleepADay();
          } catch (Exception e) {
            return "swallowed " + e;
          } finally {
            events.add("finally");
          }
        });

    assertEquals(List.of("finally"), events);
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_bodyCatchesThrowable_mayRefuse(Place place) throws Exception {
    String result =
        place.run(() ->
            withTimeout(
                SECOND,
                () -> {
                  try {
                    return sleepADay();
                  } catch (Throwable t) {
                    return sleepADay();
                  }
                }));

    assertEquals("slept", result);
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_zeroAgainstALoopOfYields_firesAtTheNextTurn(Place place) {
    int[] turns = new int[1];
    assertTimesOut(
        place,
        Duration.ZERO,
        () -> {
          while (true) {
            turns[0]++;
            yieldNow();
          }
        });

    assertTrue(turns[0] <= 2, "turns: " + turns[0]);
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_negative_isAsZero(Place place) {
    assertTimesOut(place, SECOND.negated(), WithTimeoutTest::sleepADay);

    assertEquals(Duration.ZERO, clock.elapsed());
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_innerFires_outerGoesOn(Place place) throws Exception {
    String result =
        place.run(() ->
            withTimeout(
                DAY,
                () -> {
                  assertTimesOut(new InMain(), SECOND, WithTimeoutTest::sleepADay);
                  sleep(SECOND);
                  return "outer went on";
                }));

    assertEquals("outer went on", result);
    assertEquals(SECOND.multipliedBy(2), clock.elapsed());
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_outerFires_passesTheInnerAndItsCatches(Place place) {
    assertTimesOut(
        place,
        SECOND,
        () -> {
          try {
            return withTimeout(
                DAY,
                () -> {
                  try {
                    return sleepADay();
                  } catch (Exception e) {
                    events.add("swallowed in the inner body");
                    return "went on";
                  }
                });
          } catch (TimeoutException e) {
            events.add("taken for the inner one");
            return "went on";
          }
        });

    assertEquals(List.of(), events);
    assertEquals(SECOND, clock.elapsed());
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_bothFireAtOnce_outerWins(Place place) {
    assertTimesOut(
        place,
        Duration.ZERO,
        () -> {
          try {
            return withTimeout(Duration.ZERO, WithTimeoutTest::sleepADay);
          } catch (TimeoutException e) {
            events.add("inner");
            return "went on";
          }
        });

    assertEquals(List.of(), events);
  }

  @ParameterizedTest
  @MethodSource("places")
  void withTimeout_waitingForAGreenlet_leavesThatAlone(Place place) throws Exception {
    Greenlet<String> other = spawn(WithTimeoutTest::sleepADay);
    assertTimesOut(place, SECOND, other::get);

    assertFalse(other.isDead());
    assertEquals("slept", other.get());
  }
}
