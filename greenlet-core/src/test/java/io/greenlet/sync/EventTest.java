package io.greenlet.sync;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.spawnLater;
import static io.greenlet.Greenlets.withTimeout;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.GreenletExit;
import io.greenlet.Hub;
import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is woken by a set, when, and in which order. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class EventTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final VirtualClock clock = VirtualClock.install();
  private final Event event = new Event();
  private final List<String> log = new ArrayList<>();

  private Greenlet<Boolean> waiter(String name) {
    return spawn(() -> {
      boolean woken = event.await(SECOND.multipliedBy(10));
      log.add(name);
      return woken;
    });
  }

  @Test
  void set_withSeveralWaiters_wakesAllInOrderOfArrival() throws InterruptedException {
    List<Greenlet<Boolean>> waiters = List.of(waiter("a"), waiter("b"), waiter("c"));
    yieldNow();
    assertEquals("event [clear, 3 wait]", event.toString());

    event.set();
    log.add("set");
    joinAll(waiters);

    assertEquals(List.of("set", "a", "b", "c"), log);
    assertTrue(event.isSet());
    assertEquals("event [set]", event.toString());
  }

  @Test
  void set_clearedAtOnce_stillWakesWhoWaitedAndTellsSo() throws InterruptedException {
    Greenlet<Boolean> early = waiter("early");
    yieldNow();

    event.set();
    event.clear();
    Greenlet<Boolean> late = waiter("late");

    assertTrue(early.get());
    assertFalse(late.get());
    assertFalse(event.isSet());
    assertEquals(Duration.ofSeconds(10), clock.elapsed());
  }

  @Test
  void set_clearAndSetAgain_wakesEachRoundInOrder() throws InterruptedException {
    Greenlet<Boolean> first = waiter("first");
    yieldNow();
    event.set();
    event.clear();
    Greenlet<Boolean> second = waiter("second");
    yieldNow();
    event.set();

    assertTrue(first.get());
    assertTrue(second.get());
    assertEquals(List.of("first", "second"), log);
  }

  @Test
  void await_onASetEvent_returnsWithoutSwitching() throws InterruptedException {
    event.set();
    spawn(() -> log.add("other"));

    event.await();
    assertTrue(event.await(Duration.ZERO));
    log.add("main");
    sleep(SECOND);

    assertEquals(List.of("main", "other"), log);
  }

  /** gevent's issue 1520. */
  @Test
  void await_onASetEventWhileOthersAreBeingWoken_runsAfterThem() throws InterruptedException {
    List<Greenlet<Boolean>> waiters = List.of(waiter("a"), waiter("b"));
    yieldNow();
    spawn(() -> log.add("was ready"));
    event.set();
    Greenlet<Boolean> behind = spawn(() -> log.add("behind"));

    event.await();
    log.add("late");
    joinAll(waiters);
    behind.join();

    assertEquals(List.of("was ready", "a", "b", "behind", "late"), log);
  }

  @Test
  void await_untilTheTimeIsOver_answersFalseAndLeavesNothing() throws InterruptedException {
    assertFalse(event.await(SECOND));

    assertEquals(SECOND, clock.elapsed());
    assertEquals("event [clear, 0 wait]", event.toString());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void await_setBeforeTheTimeIsOver_answersTrue() throws InterruptedException {
    spawnLater(
        SECOND,
        () -> {
          event.set();
          return null;
        });

    assertTrue(event.await(SECOND.multipliedBy(2)));
    assertEquals(SECOND, clock.elapsed());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void await_killed_leavesNothingBehind() throws InterruptedException {
    Greenlet<Boolean> waiter = waiter("never");
    yieldNow();

    waiter.kill();

    assertEquals(List.of(), log);
    assertInstanceOf(GreenletExit.class, ((Greenlet<?>) waiter).value());
    assertEquals("event [clear, 0 wait]", event.toString());
  }

  @Test
  void await_interrupted_throwsAndLeavesNothingBehind() throws InterruptedException {
    Greenlet<InterruptedException> waiter =
        spawn(() -> assertThrows(InterruptedException.class, event::await));
    yieldNow();

    waiter.thread().interrupt();
    waiter.get();

    assertEquals("event [clear, 0 wait]", event.toString());
    event.set();
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, event::await);
  }

  @Test
  void await_withinATimeout_isEndedByIt() {
    assertThrows(
        TimeoutException.class,
        () ->
            withTimeout(
                SECOND,
                () -> {
                  event.await();
                  return null;
                }));
    assertEquals("event [clear, 0 wait]", event.toString());
  }

  @Test
  void set_byAForeignThread_wakesGreenletsMainAndPlainVirtualThreads() throws Exception {
    FutureTask<Boolean> elsewhere = new FutureTask<>(() -> event.await(Duration.ofMinutes(1)));
    Thread plain = Thread.startVirtualThread(elsewhere);
    Greenlet<Void> waiter = spawn(() -> event.await());
    Thread setter =
        Thread.ofPlatform()
            .start(() -> {
              while (!event.toString().equals("event [clear, 3 wait]")) {
                Thread.onSpinWait();
              }
              event.set();
            });

    event.await();

    waiter.join();
    plain.join();
    setter.join();
    assertTrue(elsewhere.get());
  }

  @Test
  void setAndClear_byTwoThreadsAtOnce_loseNobody() throws Exception {
    Event other = new Event();
    try (Hub hub = Hub.start("other")) {
      Greenlet<Void> partner =
          hub.spawn(() -> {
            for (int i = 0; i < 2_000; i++) {
              event.await();
              event.clear();
              other.set();
            }
            return null;
          });
      for (int i = 0; i < 2_000; i++) {
        event.set();
        other.await();
        other.clear();
      }
      partner.get();
    }
  }
}
