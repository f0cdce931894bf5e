package io.greenlet;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.spawnLater;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Starting greenlets: when they run, in which order, and how often. */
@ExtendWith(FreshHub.class)
final class SpawnTest {
  private final List<String> events = new ArrayList<>();

  private Greenlet<Void> spawnPrinter(String name) {
    return spawn(() -> {
      events.add("1" + name);
      yieldNow();
      events.add("2" + name);
    });
  }

  @Test
  void spawn_twoThatYield_takeTurnsInOrderOfSpawning() throws InterruptedException {
    joinAll(spawnPrinter("A"), spawnPrinter("B"));

    assertEquals(List.of("1A", "1B", "2A", "2B"), events);
  }

  @Test
  void spawn_twoThatJoinAtOnce_runOneAfterTheOther() throws InterruptedException {
    for (String name : List.of("A", "B")) {
      spawnPrinter(name).join();
    }

    assertEquals(List.of("1A", "2A", "1B", "2B"), events);
  }

  @Test
  void spawn_inMain_runsNothingBeforeTheNextWait() throws InterruptedException {
    Greenlet<?> spawned = spawn(() -> events.add("greenlet"));
    events.add("main");
    spawned.join();

    assertEquals(List.of("main", "greenlet"), events);
  }

  @Test
  void spawn_inGreenlet_runsBehindAllThatWereReady() throws InterruptedException {
    List<Greenlet<?>> inner = new ArrayList<>();
    Greenlet<Void> outer =
        spawn(() -> {
          inner.add(spawn(() -> events.add("inner")));
          events.add("outer");
        });
    Greenlet<?> other = spawn(() -> events.add("other"));
    joinAll(outer, other);
    joinAll(inner);

    assertEquals(List.of("outer", "other", "inner"), events);
  }

  @Test
  void spawn_nullBody_isRefusedAtOnce() {
    assertThrows(NullPointerException.class, () -> spawn((Callable<String>) null));
    assertThrows(NullPointerException.class, () -> spawn((ThrowingRunnable) null));
    assertThrows(NullPointerException.class, () -> spawnLater(Duration.ZERO, null));
  }

  @Test
  void spawn_always_recordsTheSpawnerAsParent() throws InterruptedException {
    List<Greenlet<?>> parents = new ArrayList<>();
    Greenlet<?> outer =
        spawn(() -> {
          Greenlet<?> inner = spawn(() -> {});
          parents.add(inner.parent());
          inner.join();
        });
    parents.add(outer.parent());
    outer.join();

    assertEquals(List.of(Greenlet.current(), outer), parents);
  }

  @Test
  void lifecycle_ofAStartedGreenlet_isToldByItsFlags() throws InterruptedException {
    List<Boolean> inside = new ArrayList<>();
    Greenlet<String> g =
        Greenlet.of(() -> {
          inside.add(Greenlet.current().isStarted());
          inside.add(Greenlet.current().isDead());
          return "result";
        });
    assertFalse(g.isStarted());
    assertFalse(g.isDead());
    assertSame(g, g.start());
    assertTrue(g.isStarted());
    assertFalse(g.isDead());
    assertFalse(g.isSuccessful());
    assertNull(g.value());
    g.join();

    assertEquals(List.of(true, false), inside);
    assertFalse(g.isStarted());
    assertTrue(g.isDead());
    assertTrue(g.isSuccessful());
    assertEquals("result", g.value());
    assertNull(g.exception());
  }

  @Test
  void start_twice_runsOnce() throws InterruptedException {
    Greenlet<Boolean> g = Greenlet.of(() -> events.add("run"));
    g.start().start().join();

    assertEquals(List.of("run"), events);
  }

  @Test
  void start_afterTheEnd_doesNothing() throws InterruptedException {
    Greenlet<Boolean> g = Greenlet.of(() -> events.add("run"));
    g.start().join();
    g.start();
    g.startLater(Duration.ofSeconds(1));
    yieldNow();

    assertEquals(List.of("run"), events);
    assertTrue(g.isDead());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void start_afterSwitchTo_doesNothing() {
    Greenlet<?> main = Greenlet.current();
    Greenlet<Object> g =
        Greenlet.of(() -> {
          events.add("in");
          main.switchTo();
          events.add("back");
          return null;
        });
    g.switchTo();
    g.start();
    yieldNow();
    assertEquals(List.of("in"), events);
    g.switchTo();

    assertEquals(List.of("in", "back"), events);
  }

  @Test
  void start_afterKill_doesNothing() throws InterruptedException {
    Greenlet<Boolean> g = Greenlet.of(() -> events.add("run"));
    g.kill();
    g.start();
    yieldNow();

    assertEquals(List.of(), events);
    assertTrue(g.isDead());
  }

  @Test
  void startLater_severalDelays_startInOrderOfTime() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    List<Greenlet<Boolean>> gs = new ArrayList<>();
    for (int seconds : new int[] {3, 1, 2}) {
      gs.add(
          spawnLater(
              Duration.ofSeconds(seconds),
              () -> events.add("after " + clock.elapsed().toSeconds())));
    }
    assertTrue(gs.getFirst().isStarted());
    joinAll(gs);

    assertEquals(List.of("after 1", "after 2", "after 3"), events);
  }

  @Test
  void startLater_sameDelay_startInOrderOfStarting() throws InterruptedException {
    VirtualClock.install();
    List<Greenlet<Boolean>> gs = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      gs.add(Greenlet.<Boolean>of(() -> events.add(name)).startLater(Duration.ofHours(1)));
    }
    joinAll(gs);

    assertEquals(List.of("a", "b", "c"), events);
  }

  @Test
  void startLater_zeroOrNegative_isAsStart() throws InterruptedException {
    Greenlet<Boolean> zero = spawnLater(Duration.ZERO, () -> events.add("zero"));
    Greenlet<Boolean> negative = spawnLater(Duration.ofDays(-1), () -> events.add("negative"));
    Greenlet<Boolean> plain = spawn(() -> events.add("plain"));
    assertEquals(0, Hub.current().stats().timers());
    joinAll(zero, negative, plain);

    assertEquals(List.of("zero", "negative", "plain"), events);
  }

  @Test
  void start_whileStartLaterIsPending_doesNotHasten() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<Boolean> g = spawnLater(Duration.ofSeconds(5), () -> events.add("late"));
    g.start();
    sleep(Duration.ofSeconds(1));
    assertEquals(List.of(), events);
    g.join();

    assertEquals(Duration.ofSeconds(5), clock.elapsed());
  }
}
