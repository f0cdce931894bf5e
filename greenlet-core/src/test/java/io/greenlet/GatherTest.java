package io.greenlet;

import static io.greenlet.Greenlets.gather;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Results of several greenlets, or the first failure in time. */
@ExtendWith(FreshHub.class)
final class GatherTest {
  private final List<Throwable> reported = new ArrayList<>();
  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
    Hub.current().setErrorHandler((g, t) -> reported.add(t));
  }

  private static Greenlet<String> value(int seconds, String value) {
    return spawn(() -> {
      sleep(Duration.ofSeconds(seconds));
      return value;
    });
  }

  private static Greenlet<String> failure(int seconds, Exception failure) {
    return spawn(() -> {
      sleep(Duration.ofSeconds(seconds));
      throw failure;
    });
  }

  private static Throwable causeOfGather(List<Greenlet<String>> gs) {
    return assertThrows(GreenletFailedException.class, () -> gather(gs)).getCause();
  }

  @Test
  void gather_endingInAnyOrder_returnsResultsInOrderOfTheGreenlets() throws InterruptedException {
    List<Greenlet<String>> gs = List.of(value(3, "a"), value(1, "b"), value(2, "c"));

    assertEquals(List.of("a", "b", "c"), gather(gs));
    assertEquals(Duration.ofSeconds(3), clock.elapsed());
  }

  @Test
  void gather_nullResultsAndDuplicates_areKept() throws InterruptedException {
    Greenlet<String> none = value(1, null);
    Greenlet<String> some = value(1, "x");

    assertEquals(Arrays.asList("x", null, "x"), gather(List.of(some, none, some)));
    assertEquals(List.of(), gather(List.<Greenlet<String>>of()));
  }

  @Test
  void gather_oneFails_throwsAtThatMomentAndTheOthersGoOn() throws InterruptedException {
    IOException failure = new IOException("broken");
    Greenlet<String> slow = value(9, "slow");

    assertSame(failure, causeOfGather(List.of(slow, failure(2, failure), value(1, "quick"))));
    assertEquals(Duration.ofSeconds(2), clock.elapsed());
    assertFalse(slow.isDead());
    assertEquals("slow", slow.get());
    assertEquals(List.of(failure), reported);
  }

  @Test
  void gather_twoFail_throwsTheFirstInTimeNotInTheList() throws InterruptedException {
    IOException early = new IOException("early");
    IOException late = new IOException("late");
    List<Greenlet<String>> gs = List.of(failure(2, late), failure(1, early));

    assertSame(early, causeOfGather(gs));
    Greenlets.joinAll(gs);
  }

  @Test
  void gather_allDeadAlready_throwsTheFirstInTime() throws InterruptedException {
    IOException early = new IOException("early");
    IOException late = new IOException("late");
    List<Greenlet<String>> gs = List.of(value(1, "good"), failure(3, late), failure(2, early));
    Greenlets.joinAll(gs);

    assertSame(early, causeOfGather(gs));
    assertSame(early, causeOfGather(gs.reversed()));
  }

  @Test
  void gather_leavesNothingBehind_evenWhenItFails() throws InterruptedException {
    Greenlet<String> slow = value(9, "slow");
    for (int i = 0; i < 3; i++) {
      causeOfGather(List.of(slow, failure(1, new IOException("broken"))));
    }

    assertEquals(1, Hub.current().stats().timers());
    assertEquals(1, Hub.current().stats().alive());
    slow.join();
  }
}
