package io.greenlet;

import static io.greenlet.Greenlets.killAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Killing: with what, by whom, how often, and what the victim may do about it. */
@ExtendWith(FreshHub.class)
final class KillTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<String> events = new ArrayList<>();
  private final List<Throwable> reported = new ArrayList<>();

  @BeforeEach
  void collectReports() {
    VirtualClock.install();
    Hub.current().setErrorHandler((g, t) -> reported.add(t));
  }

  private Greenlet<?> sleeper() {
    Greenlet<?> g = spawn(() -> sleep(DAY));
    yieldNow();
    return g;
  }

  @Test
  void kill_withoutArgument_throwsAGreenletExit() throws InterruptedException {
    Greenlet<?> victim = sleeper();
    victim.kill();

    assertInstanceOf(GreenletExit.class, victim.value());
    assertEquals(List.of(), reported);
  }

  @Test
  void kill_withCheckedException_isItsFailureReportedOnceAndNotTheKillers()
      throws InterruptedException {
    Greenlet<?> victim = sleeper();
    IOException thrown = new IOException("killed");
    victim.kill(thrown);
    yieldNow();

    assertSame(thrown, victim.exception());
    assertFalse(victim.isSuccessful());
    assertNull(victim.value());
    assertEquals(List.of(thrown), reported);
  }

  @Test
  void kill_withAnException_isSwallowedByCatchExceptionButAnExitIsNot()
      throws InterruptedException {
    ThrowingRunnable careless =
        () -> {
          while (true) {
            try {
              sleep(DAY);
            } catch (Exception e) {
              events.add("swallowed " + e.getMessage());
            }
          }
        };
    Greenlet<?> victim = spawn(careless);
    yieldNow();
    assertFalse(victim.kill(new IOException("softly"), SECOND));
    assertTrue(victim.kill(new GreenletExit(), SECOND));

    assertEquals(List.of("swallowed softly"), events);
  }

  @Test
  void kill_notStartedWithAFailure_isReportedOnce() throws InterruptedException {
    Greenlet<Boolean> victim = spawn(() -> events.add("ran"));
    IOException thrown = new IOException("killed");
    victim.kill(thrown);
    yieldNow();

    assertSame(thrown, victim.exception());
    assertEquals(List.of(thrown), reported);
    assertEquals(List.of(), events);
  }

  @Test
  void kill_victimThrowsAnotherThingInFinally_killerDoesNotGetIt() throws InterruptedException {
    RuntimeException other = new IllegalStateException("other");
    Greenlet<?> victim =
        spawn(() -> {
          try {
            sleep(DAY);
          } catch (GreenletExit e) {
            throw other;
          }
        });
    yieldNow();
    victim.kill();
    yieldNow();

    assertSame(other, victim.exception());
    assertEquals(List.of(other), reported);
  }

  @Test
  void kill_swallowedInALoop_returnsFalseWhenTheTimeIsOver() throws InterruptedException {
    boolean[] obey = new boolean[1];
    Greenlet<String> victim =
        spawn(() -> {
          while (true) {
            try {
              sleep(DAY);
            } catch (GreenletExit e) {
              events.add("swallowed");
              if (obey[0]) {
                return "gave in";
              }
            }
          }
        });
    yieldNow();
    for (int i = 0; i < 3; i++) {
      assertFalse(victim.kill(new GreenletExit(), SECOND));
    }
    assertFalse(victim.isDead());
    obey[0] = true;
    assertTrue(victim.kill(new GreenletExit(), SECOND));

    assertEquals(List.of("swallowed", "swallowed", "swallowed", "swallowed"), events);
    assertEquals("gave in", victim.value());
  }

  @Test
  void kill_twiceBeforeItRuns_raisesTheFirstThenTheSecond() throws InterruptedException {
    Greenlet<?> victim =
        spawn(() -> {
          try {
            sleep(DAY);
          } catch (GreenletExit first) {
            events.add(first.getMessage());
            sleep(DAY);
          }
        });
    yieldNow();
    GreenletExit second = new GreenletExit("second");
    victim.killLater(new GreenletExit("first"));
    victim.killLater(second);
    victim.join();

    assertEquals(List.of("first"), events);
    assertSame(second, victim.value());
  }

  @Test
  void kill_twiceAndDeadByTheFirst_dropsTheSecond() throws InterruptedException {
    GreenletExit first = new GreenletExit("first");
    Greenlet<?> victim = sleeper();
    victim.killLater(first);
    victim.kill(new IOException("second"));
    yieldNow();

    assertSame(first, victim.value());
    assertEquals(List.of(), reported);
  }

  @Test
  void kill_unwindsThroughNestedFinallyBlocks_whichMayWait() throws InterruptedException {
    Greenlet<?> victim =
        spawn(() -> {
          try {
            try {
              sleep(DAY);
            } finally {
              sleep(SECOND);
              events.add("inner");
            }
          } finally {
            sleep(SECOND);
            events.add("outer");
          }
        });
    yieldNow();
    victim.kill();

    assertEquals(List.of("inner", "outer"), events);
  }

  @Test
  void killLater_doesNotWait() throws InterruptedException {
    Greenlet<?> victim = sleeper();
    victim.killLater(new GreenletExit());
    assertFalse(victim.isDead());
    yieldNow();

    assertTrue(victim.isDead());
  }

  @Test
  void killAll_severalStatesAndDuplicates_killsEachOnce() throws InterruptedException {
    Greenlet<?> dead = spawn(() -> {});
    dead.join();
    Greenlet<?> sleeping = sleeper();
    Greenlet<?> counting =
        Greenlet.of(() -> {
          try {
            sleep(DAY);
          } catch (GreenletExit e) {
            sleep(SECOND);
            events.add("killed once");
          }
          return null;
        });
    counting.start();
    yieldNow();
    Greenlet<?> unstarted = Greenlet.of(() -> events.add("ran"));
    Greenlet<?> scheduled = spawn(() -> events.add("ran"));
    List<Greenlet<?>> gs =
        List.of(counting, unstarted, counting, dead, sleeping, sleeping, scheduled, counting);
    killAll(gs);

    assertTrue(gs.stream().allMatch(Greenlet::isDead));
    assertEquals(List.of("killed once"), events);
    killAll(List.of());
  }

  @Test
  void killAll_oneselfAmongThem_killsTheOthersAndThenOneself() throws InterruptedException {
    Greenlet<?> other = sleeper();
    Greenlet<?> suicide =
        spawn(() -> {
          killAll(List.of(Greenlet.current(), other));
          events.add("went on");
        });
    suicide.join();
    other.join();

    assertInstanceOf(GreenletExit.class, suicide.value());
    assertInstanceOf(GreenletExit.class, other.value());
    assertEquals(List.of(), events);
  }
}
