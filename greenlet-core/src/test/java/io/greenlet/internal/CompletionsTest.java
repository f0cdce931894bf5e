package io.greenlet.internal;

import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Strands in the order in which they end. */
@ExtendWith(FreshHub.class)
final class CompletionsTest {
  private static Strand strand() {
    return new Strand(first -> null, Strand.current());
  }

  private static List<EndListeners.Listener> listenersOf(Strand strand) {
    List<EndListeners.Listener> listeners = new ArrayList<>();
    strand.findListener(listener -> {
      listeners.add(listener);
      return false;
    });
    return listeners;
  }

  @Test
  void next_severalEnds_givesThemInTheOrderOfTheirEnds() throws InterruptedException {
    List<Strand> strands = List.of(strand(), strand(), strand());
    try (Completions completions = new Completions(strands, Waiter.FOREVER)) {
      for (Strand strand : strands.reversed()) {
        strand.start(0);
      }

      assertSame(strands.get(2), completions.next());
      assertSame(strands.get(1), completions.next());
      assertSame(strands.get(0), completions.next());
    }
  }

  @Test
  void next_deadBefore_isGivenAtOnce() throws InterruptedException {
    Strand dead = strand();
    dead.start(0);
    Waiter.awaitEnd(dead, Waiter.FOREVER);
    try (Completions completions = new Completions(List.of(strand(), dead), 0)) {
      assertSame(dead, completions.next());
      assertNull(completions.next());
    }
  }

  @Test
  void next_severalCallsWithALimit_countAgainstTheOneLimit() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    List<Strand> strands = List.of(strand(), strand());
    long second = Duration.ofSeconds(1).toNanos();
    try (Completions completions = new Completions(strands, 10 * second)) {
      strands.get(0).start(6 * second);
      strands.get(1).start(12 * second);

      assertSame(strands.get(0), completions.next());
      assertNull(completions.next());
      assertEquals(Duration.ofSeconds(10), clock.elapsed());
    }
    Waiter.awaitEnd(strands.get(1), Waiter.FOREVER);
  }

  @Test
  void close_somePending_takesItsListenersBack() throws InterruptedException {
    Strand strand = strand();
    Completions completions = new Completions(List.of(strand), Waiter.FOREVER);
    assertEquals(1, listenersOf(strand).size());
    completions.close();

    assertEquals(List.of(), listenersOf(strand));
  }

  @Test
  void next_fromAnotherHub_isWokenByTheEnd() throws InterruptedException {
    Loop other = Carrier.start("other");
    Strand there = new Strand(first -> "value", other.main());
    try (Completions completions = new Completions(List.of(there), Waiter.FOREVER)) {
      spawn(() -> there.start(0));

      assertSame(there, completions.next());
    }
    other.close();
    assertNotNull(there.value());
    assertTrue(other.isOver());
  }
}
