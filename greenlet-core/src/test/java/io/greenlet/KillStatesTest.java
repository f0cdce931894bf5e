package io.greenlet;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.spawnLater;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The table of docs/kill.md, a test for each state but those in a call of the JDK, which {@link
 * KillInJdkCallTest} has.
 */
@ExtendWith(FreshHub.class)
final class KillStatesTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final GreenletExit exit = new GreenletExit("by the test");
  private final List<String> events = new ArrayList<>();

  /** Spawns a greenlet that records how the call ends, and lets it run into the call. */
  private Greenlet<?> victimIn(ThrowingRunnable call) {
    Greenlet<?> victim =
        spawn(() -> {
          try {
            call.run();
            events.add("went on");
          } catch (Exception e) {
            events.add("caught " + e);
          } finally {
            events.add("finally");
          }
        });
    yieldNow();
    return victim;
  }

  private void assertKilledWith(GreenletExit thrown, Greenlet<?> victim) {
    assertTrue(victim.isDead());
    assertTrue(victim.isSuccessful());
    assertSame(thrown, victim.value());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void kill_notStarted_neverRunsAndFiresLinksOnce() throws InterruptedException {
    Greenlet<Boolean> victim = Greenlet.of(() -> events.add("ran"));
    victim.link(g -> events.add("link " + g.isSuccessful()));
    victim.kill(exit);
    yieldNow();

    assertKilledWith(exit, victim);
    assertFalse(victim.isStarted());
    assertEquals(List.of("link true"), events);
  }

  @Test
  void kill_scheduled_neverRunsAndFiresLinksOnce() throws InterruptedException {
    Greenlet<Boolean> victim = spawn(() -> events.add("ran"));
    victim.link(g -> events.add("link " + g.isSuccessful()));
    Greenlet<Boolean> other = spawn(() -> events.add("other"));
    victim.kill(exit);
    other.join();
    yieldNow();

    assertKilledWith(exit, victim);
    assertEquals(List.of("other", "link true"), events);
  }

  @Test
  void kill_startLaterPending_neverRunsAndLeavesNoTimer() throws InterruptedException {
    Greenlet<Boolean> victim = spawnLater(DAY, () -> events.add("ran"));
    victim.link(g -> events.add("link"));
    assertEquals(1, Hub.current().stats().timers());
    victim.kill(exit);
    yieldNow();

    assertKilledWith(exit, victim);
    assertEquals(List.of("link"), events);
  }

  @Test
  void kill_runningSelf_isThrownHereAndNow() throws InterruptedException {
    for (ThrowingRunnable suicide :
        List.<ThrowingRunnable>of(
            () -> Greenlet.current().kill(exit),
            () -> Greenlet.current().kill(exit, DAY),
            () -> Greenlet.current().killLater(exit))) {
      Greenlet<?> victim = victimIn(suicide);
      victim.join();
      assertKilledWith(exit, victim);
    }

    assertEquals(List.of("finally", "finally", "finally"), events);
  }

  @Test
  void kill_runningSelfWithAnException_canBeCaughtOnTheSpot() throws InterruptedException {
    IllegalStateException own = new IllegalStateException("own");
    Greenlet<IllegalStateException> g =
        spawn(() ->
            assertThrows(IllegalStateException.class, () -> Greenlet.current().killLater(own)));

    assertSame(own, g.get());
  }

  @Test
  void kill_switchedOut_isRaisedAtItsSwitch() throws InterruptedException {
    Greenlet<?> main = Greenlet.current();
    Greenlet<Object> victim =
        Greenlet.of(() -> {
          try {
            return main.switchTo("out");
          } finally {
            events.add("finally");
          }
        });
    assertEquals("out", victim.switchTo());
    victim.kill(exit);

    assertKilledWith(exit, victim);
    assertEquals(List.of("finally"), events);
  }

  @Test
  void kill_sleeping_isRaisedInTheSleep() throws InterruptedException {
    Greenlet<?> victim = victimIn(() -> sleep(DAY));
    assertEquals(1, Hub.current().stats().timers());
    victim.kill(exit);

    assertKilledWith(exit, victim);
    assertEquals(List.of("finally"), events);
  }

  @Test
  void kill_joining_isRaisedInTheJoinAndSparesTheJoined() throws InterruptedException {
    Greenlet<?> joined = spawn(() -> sleep(DAY));
    Greenlet<?> one = victimIn(joined::join);
    Greenlet<?> timed = victimIn(() -> joined.join(DAY));
    Greenlet<?> several = victimIn(() -> joinAll(List.of(joined, one), DAY));
    Greenlet<?> any = victimIn(() -> Greenlets.waitFor(List.of(joined), 1, DAY));
    for (Greenlet<?> victim : List.of(several, timed, any, one)) {
      victim.kill(exit);
      assertSame(exit, victim.value());
    }
    assertFalse(joined.isDead());
    joined.kill();

    assertEquals(List.of("finally", "finally", "finally", "finally"), events);
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void kill_getting_isRaisedInTheGet() throws InterruptedException {
    Greenlet<?> asked = spawn(() -> sleep(DAY));
    Greenlet<?> forEver = victimIn(asked::get);
    Greenlet<?> timed = victimIn(() -> asked.get(DAY));
    Greenlet<?> gathering = victimIn(() -> Greenlets.gather(List.of(asked)));
    Greenlet<?> iterating = victimIn(() -> Greenlets.asCompleted(List.of(asked)).iterator().next());
    for (Greenlet<?> victim : List.of(timed, forEver, gathering, iterating)) {
      victim.kill(exit);
      assertSame(exit, victim.value());
    }
    asked.kill();

    assertEquals(List.of("finally", "finally", "finally", "finally"), events);
  }

  @Test
  void kill_yielding_isRaisedInThatYield() throws InterruptedException {
    Greenlet<?> victim =
        victimIn(() -> {
          while (true) {
            yieldNow();
            events.add("turn");
          }
        });
    victim.kill(exit);

    assertKilledWith(exit, victim);
    assertEquals(List.of("finally"), events);
  }

  @Test
  void kill_killing_isRaisedInTheKillAndTheFirstVictimDiesToo() throws InterruptedException {
    Greenlet<?> stubborn =
        spawn(() -> {
          try {
            sleep(DAY);
          } finally {
            sleep(DAY);
          }
        });
    yieldNow();
    Greenlet<?> killer = victimIn(stubborn::kill);
    killer.kill(exit);
    assertKilledWithTimersOf(1, killer);
    assertFalse(stubborn.isDead());
    stubborn.kill();

    assertTrue(stubborn.isDead());
    assertEquals(List.of("finally"), events);
  }

  private void assertKilledWithTimersOf(int others, Greenlet<?> victim) {
    assertSame(exit, victim.value());
    assertEquals(others, Hub.current().stats().timers());
  }

  @Test
  void kill_wokenButNotYetRun_isRaisedInTheWaitAllTheSame() throws InterruptedException {
    Greenlet<?> joined = spawn(() -> yieldNow());
    Greenlet<?> victim =
        spawn(() -> {
          joined.join();
          events.add("went on");
        });
    Greenlet<?> killer =
        spawn(() -> {
          yieldNow();
          events.add("joined is dead: " + joined.isDead());
          victim.killLater(exit);
        });
    joinAll(victim, killer);

    assertKilledWith(exit, victim);
    assertEquals(List.of("joined is dead: true"), events);
  }

  @Test
  void kill_dead_changesNothing() throws InterruptedException {
    Greenlet<String> victim = spawn(() -> "value");
    victim.link(g -> events.add("link"));
    victim.join();
    yieldNow();
    victim.kill(exit);
    victim.killLater(exit);

    assertTrue(victim.kill(exit, Duration.ZERO));
    assertEquals("value", victim.value());
    assertEquals(List.of("link"), events);
  }

  @Test
  void kill_mainGreenlet_isRefused() {
    Greenlet<?> main = Greenlet.current();
    Greenlet<GreenletError> g =
        spawn(() -> assertThrows(GreenletError.class, () -> main.kill(exit)));
    yieldNow();

    assertTrue(g.value().getMessage().contains("cannot be killed"), g.value().getMessage());
    assertThrows(NullPointerException.class, () -> g.kill(null));
  }
}
