package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the values of {@code switchTo} go while everybody lives. */
@ExtendWith(FreshHub.class)
class SwitchToTest {
  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();

  @Test
  void switchTo_neverStarted_startsTheBodyWithTheValue() {
    Object value = new Object();
    Greenlet<Object> g = Greenlet.of(first -> first);

    assertSame(value, g.switchTo(value));
    assertSame(value, g.value());
  }

  @Test
  void switchTo_withoutAValue_arrivesAsNull() {
    Greenlet<String> g = Greenlet.of(first -> first + " " + main.switchTo());

    assertNull(g.switchTo());
    assertEquals("null null", g.switchTo());
  }

  @Test
  void switchTo_callableBody_ignoresTheFirstValue() {
    Greenlet<String> g = Greenlet.of(() -> "result");

    assertEquals("result", g.switchTo("ignored"));
  }

  @Test
  void switchTo_bothWays_returnsWhatTheOtherPassed() {
    Greenlet<String> g =
        Greenlet.of(first -> {
          events.add(first);
          events.add(main.switchTo("g1"));
          events.add(main.switchTo("g2"));
          return "g3";
        });

    events.add(g.switchTo("m1"));
    events.add(g.switchTo("m2"));
    events.add(g.switchTo("m3"));

    assertEquals(List.of("m1", "g1", "m2", "g2", "m3", "g3"), events);
    assertTrue(g.isDead());
  }

  /** Program 7 of the seeds. */
  @Test
  void switchTo_betweenTwo_runsThemAlternately() {
    Greenlet<?>[] pair = new Greenlet<?>[2];
    pair[0] =
        Greenlet.of(name -> {
          events.add(name + " eat 1");
          pair[1].switchTo("egon");
          events.add(name + " eat 2");
          pair[1].switchTo();
          return null;
        });
    pair[1] =
        Greenlet.of(name -> {
          events.add(name + " play 1");
          pair[0].switchTo();
          events.add(name + " play 2");
          return null;
        });

    pair[0].switchTo("egon");

    assertEquals(List.of("egon eat 1", "egon play 1", "egon eat 2", "egon play 2"), events);
  }

  @Test
  void switchTo_aboveTheCallersParent_resumesThatOneDirectly() {
    Greenlet<Object> outer =
        Greenlet.of(() -> {
          Greenlet<Object> inner =
              Greenlet.of(() -> {
                events.add("inner");
                return main.switchTo("from inner");
              });
          return inner.switchTo();
        });

    events.add(outer.switchTo());

    assertEquals(List.of("inner", "from inner"), events);
    assertFalse(outer.isDead(), "outer still waits for inner");
  }

  @Test
  void switchTo_selfInMain_returnsTheValueAtOnce() {
    Object value = new Object();
    long before = Hub.current().stats().switches();

    assertSame(value, main.switchTo(value));
    assertNull(main.switchTo());
    assertEquals(before, Hub.current().stats().switches());
  }

  @Test
  void switchTo_selfInGreenlet_returnsTheValueAtOnce() {
    Greenlet<Object> g = Greenlet.of(first -> Greenlet.current().switchTo(first));
    Object value = new Object();

    assertSame(value, g.switchTo(value));
  }

  @Test
  void switchTo_fromDeepInTheStack_resumesThere() {
    Greenlet<Integer> g = Greenlet.of(() -> sumOfReceived(100));
    g.switchTo();
    for (int i = 1; i < 100; i++) {
      assertEquals(100 - i, g.switchTo(i));
    }

    assertEquals(5050, g.switchTo(100));
  }

  /** Leaves from each level of the recursion, so the stack differs at every switch. */
  private int sumOfReceived(int levels) {
    if (levels == 0) {
      return 0;
    }
    int received = (Integer) main.switchTo(levels);
    return received + sumOfReceived(levels - 1);
  }

  @Test
  void switchTo_whileHandlingAnException_doesNotPassItOn() {
    Greenlet<Object> g = Greenlet.of(() -> "no exception here");
    Object answer = null;
    try {
      throw new IllegalStateException("handled in main only");
    } catch (IllegalStateException e) {
      answer = g.switchTo();
    }

    assertEquals("no exception here", answer);
    assertNull(g.exception());
  }

  @Test
  void switchTo_insideFinally_carriesTheValueAndTheExceptionGoesOn() {
    Exception uncaught = new Exception("leaves after the finally block");
    Greenlet<Object> g =
        Greenlet.of(() -> {
          try {
            throw uncaught;
          } finally {
            events.add(main.switchTo("from finally"));
          }
        });

    events.add(g.switchTo());
    Exception thrown = assertThrows(Exception.class, () -> g.switchTo("into finally"));

    assertSame(uncaught, thrown);
    assertEquals(List.of("from finally", "into finally"), events);
  }

  @Test
  void stats_afterSwitches_countEachOne() {
    Greenlet<Object> g = Greenlet.of(() -> main.switchTo());
    long before = Hub.current().stats().switches();

    g.switchTo();
    g.switchTo();

    assertEquals(4, Hub.current().stats().switches() - before, "there, back, there, the end");
  }
}
