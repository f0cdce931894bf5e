package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.waitFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Waiting for some of several greenlets, in the order in which they end. */
@ExtendWith(FreshHub.class)
final class WaitForTest {
  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
  }

  private static Greenlet<Integer> sleeper(int seconds) {
    return spawn(() -> {
      sleep(Duration.ofSeconds(seconds));
      return seconds;
    });
  }

  private static List<Greenlet<Integer>> sleepers(int... seconds) {
    List<Greenlet<Integer>> gs = new ArrayList<>();
    for (int s : seconds) {
      gs.add(sleeper(s));
    }
    return gs;
  }

  private static List<Integer> values(List<Greenlet<Integer>> gs) {
    return gs.stream().map(Greenlet::value).toList();
  }

  @Test
  void waitFor_all_returnsThemInOrderOfReadiness() throws InterruptedException {
    assertEquals(List.of(1, 2, 3), values(waitFor(sleepers(3, 1, 2), 3, null)));
    assertEquals(Duration.ofSeconds(3), clock.elapsed());
  }

  @Test
  void waitFor_count_returnsWhenThatManyAreReady() throws InterruptedException {
    List<Greenlet<Integer>> gs = sleepers(4, 2, 1, 3);

    assertEquals(List.of(1, 2), values(waitFor(gs, 2, null)));
    assertEquals(Duration.ofSeconds(2), clock.elapsed());
    assertEquals(List.of(1, 2, 3, 4), sorted(values(waitFor(gs, 4, null))));
  }

  private static List<Integer> sorted(List<Integer> values) {
    return values.stream().sorted().toList();
  }

  @Test
  void waitFor_moreThanThereAre_meansAll() throws InterruptedException {
    assertEquals(List.of(1, 2), values(waitFor(sleepers(2, 1), 100, null)));
  }

  @Test
  void waitFor_zero_returnsAtOnce() throws InterruptedException {
    List<Greenlet<Integer>> gs = sleepers(1);

    assertEquals(List.of(), waitFor(gs, 0, null));
    assertEquals(List.of(), waitFor(List.of(), 5, null));
    assertEquals(Duration.ZERO, clock.elapsed());
    gs.getFirst().join();
  }

  @Test
  void waitFor_negative_isRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> waitFor(List.of(), -1, null));

    assertTrue(e.getMessage().contains("-1"), e.getMessage());
  }

  @Test
  void waitFor_timeOver_returnsTheReadyOnesAndLeavesNoTimerOfItsOwn() throws InterruptedException {
    List<Greenlet<Integer>> gs = sleepers(9, 1);

    assertEquals(List.of(1), values(waitFor(gs, 2, Duration.ofSeconds(5))));
    assertEquals(1, Hub.current().stats().timers());
    gs.getFirst().join();
  }

  @Test
  void waitFor_severalEndsWithinTheTime_countsAllAgainstTheOneLimit() throws InterruptedException {
    List<Greenlet<Integer>> gs = sleepers(6, 12);

    assertEquals(List.of(6), values(waitFor(gs, 2, Duration.ofSeconds(10))));
    assertEquals(Duration.ofSeconds(10), clock.elapsed());
    gs.getLast().join();
  }

  @Test
  void waitFor_zeroTimeout_looksOnceAndLetsOthersRunOnce() throws InterruptedException {
    Greenlet<Integer> quick = spawn(() -> 0);
    Greenlet<Integer> slow = sleeper(1);

    assertEquals(List.of(0), values(waitFor(List.of(slow, quick), 2, Duration.ZERO)));
    slow.join();
  }

  @Test
  void waitFor_duplicates_countOnce() throws InterruptedException {
    Greenlet<Integer> one = sleeper(1);
    Greenlet<Integer> two = sleeper(2);

    assertEquals(List.of(one, two), waitFor(List.of(two, one, two, one), 4, null));
  }

  @Test
  void waitFor_someDeadAlready_countsThemFirst() throws InterruptedException {
    List<Greenlet<Integer>> gs = sleepers(2, 1);
    gs.get(1).join();

    assertEquals(List.of(gs.get(1)), waitFor(gs, 1, null));
    assertEquals(Duration.ofSeconds(1), clock.elapsed());
    gs.get(0).join();
  }

  @Test
  void waitFor_failedAndKilled_countAsReady() throws InterruptedException {
    List<Throwable> reported = new ArrayList<>();
    Hub.current().setErrorHandler((g, t) -> reported.add(t));
    Greenlet<Integer> failing =
        spawn(() -> {
          throw new IllegalStateException("broken");
        });
    Greenlet<Integer> killed = sleeper(1000);
    killed.killLater(new GreenletExit());

    assertEquals(
        Set.of(failing, killed), new HashSet<>(waitFor(List.of(failing, killed), 2, null)));
    assertEquals(1, reported.size());
    assertEquals(Duration.ZERO, clock.elapsed());
  }
}
