package io.greenlet;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Waiting for one greenlet, and asking what became of it. */
@ExtendWith(FreshHub.class)
final class JoinTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<String> events = new ArrayList<>();
  private final List<Throwable> reported = new ArrayList<>();

  private <T> Greenlet<T> spawnFailing(Throwable failure) {
    Hub.current().setErrorHandler((g, t) -> reported.add(t));
    return spawn(
        (Callable<T>)
            () -> {
              if (failure instanceof Exception e) {
                throw e;
              }
              throw (Error) failure;
            });
  }

  @Test
  void join_severalWaiters_wakeInOrderOfWaiting() throws InterruptedException {
    Greenlet<?> slow = spawn(() -> yieldNow());
    List<Greenlet<?>> waiters = new ArrayList<>();
    for (String name : List.of("first", "second", "third")) {
      waiters.add(
          spawn(() -> {
            slow.join();
            events.add(name);
          }));
    }
    joinAll(waiters);

    assertEquals(List.of("first", "second", "third"), events);
  }

  @Test
  void join_deadGreenlet_returnsWithoutSwitching() throws InterruptedException {
    Greenlet<?> dead = spawn(() -> {});
    dead.join();
    Greenlet<?> ready = spawn(() -> events.add("ran"));
    dead.join();
    assertTrue(dead.join(Duration.ZERO));

    assertEquals(List.of(), events);
    ready.join();
  }

  @Test
  void join_failedGreenlet_returnsNormally() throws InterruptedException {
    IOException failure = new IOException("broken");
    Greenlet<String> g = spawnFailing(failure);
    g.join();

    assertTrue(g.isDead());
    assertFalse(g.isSuccessful());
    assertSame(failure, g.exception());
    assertNull(g.value());
    assertEquals(List.of(failure), reported);
  }

  @Test
  void join_oneself_isRefused() throws InterruptedException {
    Greenlet<GreenletError> g =
        spawn(() -> assertThrows(GreenletError.class, () -> Greenlet.current().join()));

    assertTrue(g.get().getMessage().contains("waits for its own end"), g.get().getMessage());
    assertThrows(GreenletError.class, () -> Greenlet.current().join());
  }

  @Test
  void join_timeOver_returnsFalseAndLeavesTheGreenletAlone() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<?> g = spawn(() -> sleep(SECOND.multipliedBy(3)));

    assertFalse(g.join(SECOND));
    assertEquals(SECOND, clock.elapsed());
    assertEquals(1, Hub.current().stats().timers());
    assertTrue(g.join(SECOND.multipliedBy(9)));
    assertEquals(SECOND.multipliedBy(3), clock.elapsed());
  }

  @Test
  void join_zeroTimeout_givesOthersOneTurn() throws InterruptedException {
    Greenlet<?> quick = spawn(() -> events.add("quick"));
    Greenlet<?> slow =
        spawn(() -> {
          events.add("slow 1");
          yieldNow();
          yieldNow();
          events.add("slow 2");
        });

    assertFalse(slow.join(Duration.ZERO));
    assertEquals(List.of("quick", "slow 1"), events);
    assertTrue(quick.join(Duration.ofSeconds(-1)));
    slow.join();
  }

  @Test
  void get_goodEnd_returnsTheResult() throws Exception {
    Greenlet<String> g = spawn(() -> "result");

    assertEquals("result", g.get());
    assertEquals("result", g.get(Duration.ZERO));
    assertEquals("result", g.value());
  }

  @Test
  void get_nullResult_isNullAndSuccessful() throws Exception {
    Greenlet<String> g = spawn(() -> (String) null);

    assertNull(g.get());
    assertTrue(g.isSuccessful());
  }

  @Test
  void get_failure_throwsItAsCauseEachTime() {
    IOException failure = new IOException("broken");
    Greenlet<String> g = spawnFailing(failure);
    GreenletFailedException first = assertThrows(GreenletFailedException.class, g::get);
    GreenletFailedException second =
        assertThrows(GreenletFailedException.class, () -> g.get(SECOND));

    assertSame(failure, first.getCause());
    assertSame(failure, second.getCause());
    assertTrue(first.getMessage().contains(g.name()), first.getMessage());
  }

  @Test
  void get_failureByError_throwsItAsCause() {
    Error failure = new AssertionError("wrong");
    Greenlet<String> g = spawnFailing(failure);

    assertSame(failure, assertThrows(GreenletFailedException.class, g::get).getCause());
  }

  @Test
  void get_timeOver_throwsTimeoutAndTheGreenletGoesOn() throws InterruptedException {
    VirtualClock.install();
    Greenlet<String> g =
        spawn(() -> {
          sleep(SECOND.multipliedBy(2));
          return "late";
        });
    TimeoutException e = assertThrows(TimeoutException.class, () -> g.get(SECOND));

    assertTrue(e.getMessage().contains(g.name()), e.getMessage());
    assertFalse(g.isDead());
    assertEquals("late", g.get());
  }

  @Test
  void get_killedGreenlet_answersWithTheExit() throws InterruptedException {
    Greenlet<Object> g =
        spawn(() -> {
          sleep(SECOND);
          return "never";
        });
    yieldNow();
    GreenletExit exit = new GreenletExit("enough");
    g.kill(exit);

    assertSame(exit, g.get());
    assertSame(exit, g.value());
    assertTrue(g.isSuccessful());
    assertNull(g.exception());
  }

  @Test
  void get_inGreenlet_letsOthersRunMeanwhile() throws InterruptedException {
    Greenlet<String> slow =
        spawn(() -> {
          yieldNow();
          return "value";
        });
    Greenlet<?> asking = spawn(() -> events.add("got " + slow.get()));
    Greenlet<?> other = spawn(() -> events.add("other"));
    joinAll(asking, other);

    assertEquals(List.of("other", "got value"), events);
  }

  @Test
  void join_mainGreenletOfAThreadThatHasEnded_returns() throws InterruptedException {
    List<Greenlet<?>> mains = new ArrayList<>();
    Thread thread = Thread.ofPlatform().start(() -> mains.add(Greenlet.current()));
    thread.join();
    mains.getFirst().join();

    assertTrue(mains.getFirst().isDead());
  }

  @Test
  void toString_always_tellsNameStateAndHub() throws InterruptedException {
    Greenlet<?> g = Greenlet.of(() -> null);
    String name = g.name();
    String hub = Hub.current().stats().name();
    events.add(g.toString());
    g.start();
    events.add(g.toString());
    g.join();
    events.add(g.toString());
    Greenlet<?> waiting = spawn(() -> sleep(Duration.ofMinutes(1)));
    yieldNow();
    String state = waiting.toString();
    waiting.kill();

    assertEquals(
        List.of(
            name + " [not started, hub " + hub + "]",
            name + " [scheduled, hub " + hub + "]",
            name + " [dead, hub " + hub + "]"),
        events);
    assertTrue(state.contains("waiting for PT1M"), state);
    assertInstanceOf(GreenletExit.class, waiting.value());
  }
}
