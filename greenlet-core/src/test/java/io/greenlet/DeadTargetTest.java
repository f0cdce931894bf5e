package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the values of {@code switchTo} go when somebody is dead: never nowhere. */
@ExtendWith(FreshHub.class)
class DeadTargetTest {
  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();

  private static Greenlet<Object> dead() {
    Greenlet<Object> g = Greenlet.of(() -> null);
    g.switchTo();
    assertTrue(g.isDead());
    return g;
  }

  @Test
  void switchTo_deadChildOfTheCaller_returnsTheValueStraightBack() {
    Greenlet<Object> g = dead();
    Object value = new Object();

    assertSame(value, g.switchTo(value));
    assertNull(g.switchTo());
    assertNull(g.value(), "its own result stays");
  }

  @Test
  void switchTo_deadWithOtherParent_goesToThatParent() {
    Greenlet<Object> parent =
        Greenlet.of(() -> {
          events.add(main.switchTo("ready"));
          return "parent ended";
        });
    parent.switchTo();
    Greenlet<Object> dead = dead();
    dead.setParent(parent);

    assertEquals("parent ended", dead.switchTo("via the dead"));
    assertEquals(List.of("via the dead"), events);
  }

  @Test
  void switchTo_chainOfDead_goesToTheNearestLiveAncestor() {
    Greenlet<Object> live =
        Greenlet.of(() -> {
          events.add(main.switchTo());
          return null;
        });
    live.switchTo();
    Greenlet<?> last = live;
    for (int i = 0; i < 5; i++) {
      Greenlet<?> next = dead();
      next.setParent(last);
      last = next;
    }

    last.switchTo("through five");

    assertEquals(List.of("through five"), events);
  }

  @Test
  void switchTo_deadWithUnstartedParent_startsThatOneWithTheValue() {
    Greenlet<Object> unstarted = Greenlet.of(first -> "started with " + first);
    Greenlet<Object> dead = dead();
    dead.setParent(unstarted);

    assertEquals("started with 5", dead.switchTo(5));
    assertTrue(unstarted.isDead());
  }

  @Test
  void switchTo_bodyEndsWithUnstartedParent_startsThatOneWithTheResult() {
    Greenlet<Object> unstarted = Greenlet.of(first -> "started with " + first);
    Greenlet<Object> child = Greenlet.of(() -> "the result");
    child.setParent(unstarted);

    assertEquals("started with the result", child.switchTo());
  }

  @Test
  void switchTo_targetEndedMeanwhile_valueComesBack() {
    Greenlet<Object> shortLived = Greenlet.of(() -> main.switchTo("alive"));
    shortLived.switchTo();
    Greenlet<Object> rival =
        Greenlet.of(() -> {
          shortLived.switchTo("last words");
          return "never reached";
        });

    assertEquals("last words", rival.switchTo(), "shortLived returned it to its parent, main");
    assertTrue(shortLived.isDead());
    assertEquals("to nobody else", shortLived.switchTo("to nobody else"));
  }

  @Test
  void bodyEnds_parentDiedMeanwhile_resultGoesToTheGrandparent() {
    Greenlet<Object> parent = Greenlet.of(() -> main.switchTo());
    parent.switchTo();
    Greenlet<Object> child =
        Greenlet.of(() -> {
          main.switchTo("child waits");
          return "child's result";
        });
    child.setParent(parent);
    assertEquals("child waits", child.switchTo());
    assertEquals("parent's result", parent.switchTo("parent's result"));

    assertEquals("child's result", child.switchTo());
  }

  @Test
  void switchTo_killedBeforeItsTurn_valueArrivesAndTheKillAtTheNextSwitch()
      throws InterruptedException {
    GreenletExit exit = new GreenletExit("later");
    Greenlet<Object> g =
        Greenlet.of(() -> {
          events.add(main.switchTo());
          try {
            return main.switchTo("not sent");
          } catch (GreenletExit e) {
            events.add(e);
            throw e;
          }
        });
    g.switchTo();
    g.killLater(exit);

    Object answer = g.switchTo("not lost");

    assertEquals(List.of("not lost", exit), events);
    assertSame(exit, answer);
    assertTrue(g.join(Duration.ZERO));
  }

  @Test
  void switchTo_callerHasAKillPending_theValueIsNotSent() {
    Greenlet<Object> other =
        Greenlet.of(() -> {
          events.add(main.switchTo("other waits"));
          return null;
        });
    other.switchTo();
    Greenlet<Object> g =
        Greenlet.of(() -> {
          main.switchTo();
          other.switchTo("must not arrive");
          return null;
        });
    g.switchTo();
    GreenletExit exit = new GreenletExit();
    g.killLater(exit);

    assertSame(exit, g.switchTo());
    assertEquals(List.of(), events);
    assertFalse(other.isDead());
  }

  @Test
  void throwIn_targetSwitchesInFinally_bothValuesArriveAndTheExitAfterThem() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          try {
            return main.switchTo();
          } finally {
            events.add(main.switchTo("one last question"));
          }
        });
    g.switchTo();
    GreenletExit exit = new GreenletExit();

    events.add(g.throwIn(exit));
    events.add(g.switchTo("one last answer"));

    assertEquals(List.of("one last question", "one last answer", exit), events);
    assertSame(exit, g.value());
  }

  @Test
  void switchTo_tenThousandShortLives_everyValueComesBackOnce() {
    long sum = 0;
    for (int i = 0; i < 10_000; i++) {
      Greenlet<Object> g = Greenlet.of(first -> first);
      sum += (Integer) g.switchTo(i);
      sum += (Integer) g.switchTo(i);
    }

    assertEquals(2L * 9_999 * 10_000 / 2, sum);
  }
}
