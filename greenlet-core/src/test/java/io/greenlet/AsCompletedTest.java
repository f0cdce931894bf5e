package io.greenlet;

import static io.greenlet.Greenlets.asCompleted;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Greenlets one by one, as they end. */
@ExtendWith(FreshHub.class)
final class AsCompletedTest {
  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
  }

  private static List<Greenlet<Integer>> sleepers(int... seconds) {
    List<Greenlet<Integer>> gs = new ArrayList<>();
    for (int s : seconds) {
      gs.add(
          spawn(() -> {
            sleep(Duration.ofSeconds(s));
            return s;
          }));
    }
    return gs;
  }

  @Test
  void asCompleted_severalSleepers_givesEachWhenItEnds() {
    List<String> events = new ArrayList<>();
    for (Greenlet<Integer> g : asCompleted(sleepers(3, 1, 2))) {
      events.add(g.value() + " at " + clock.elapsed().toSeconds());
    }

    assertEquals(List.of("1 at 1", "2 at 2", "3 at 3"), events);
  }

  @Test
  void asCompleted_bodyOfTheLoopWaits_losesNone() throws InterruptedException {
    List<Integer> values = new ArrayList<>();
    for (Greenlet<Integer> g : asCompleted(sleepers(1, 2, 3))) {
      values.add(g.value());
      sleep(Duration.ofSeconds(10));
    }

    assertEquals(List.of(1, 2, 3), values);
  }

  @Test
  void asCompleted_duplicates_areGivenOnce() {
    List<Greenlet<Integer>> gs = sleepers(2, 1);
    gs.addAll(List.copyOf(gs));
    List<Integer> values = new ArrayList<>();
    asCompleted(gs).forEach(g -> values.add(g.value()));

    assertEquals(List.of(1, 2), values);
  }

  @Test
  void asCompleted_iteratedTwice_givesAllEachTime() {
    Iterable<Greenlet<Integer>> all = asCompleted(sleepers(2, 1));
    List<Integer> values = new ArrayList<>();
    all.forEach(g -> values.add(g.value()));
    all.forEach(g -> values.add(g.value() * 10));

    assertEquals(List.of(1, 2), values.subList(0, 2));
    assertEquals(List.of(10, 20), values.subList(2, 4).stream().sorted().toList());
  }

  @Test
  void asCompleted_leftEarly_leavesTheRestAndNoTimerOfItsOwn() throws InterruptedException {
    List<Greenlet<Integer>> gs = sleepers(1, 5);
    for (Greenlet<Integer> g : asCompleted(gs)) {
      assertSame(gs.get(0), g);
      break;
    }

    assertFalse(gs.get(1).isDead());
    assertEquals(1, Hub.current().stats().timers());
    assertEquals(1, Hub.current().stats().alive());
    assertEquals(5, gs.get(1).get());
  }

  @Test
  void asCompleted_nothing_isEmpty() {
    Iterator<Greenlet<Integer>> none = asCompleted(List.<Greenlet<Integer>>of()).iterator();

    assertFalse(none.hasNext());
    assertThrows(NoSuchElementException.class, none::next);
  }

  @Test
  void next_pastTheEnd_isRefused() {
    Iterator<Greenlet<Integer>> all = asCompleted(sleepers(1)).iterator();
    all.next();

    assertFalse(all.hasNext());
    assertThrows(NoSuchElementException.class, all::next);
  }

  @Test
  void next_interrupted_throwsKeepsTheStatusAndCanBeTriedAgain() {
    Iterator<Greenlet<Integer>> all = asCompleted(sleepers(1)).iterator();
    Thread.currentThread().interrupt();
    IllegalStateException e = assertThrows(IllegalStateException.class, all::next);

    assertTrue(e.getCause() instanceof InterruptedException);
    assertTrue(Thread.interrupted());
    assertEquals(1, all.next().value());
  }
}
