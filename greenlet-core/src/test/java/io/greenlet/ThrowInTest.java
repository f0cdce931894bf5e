package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code throwIn} into each state. */
@ExtendWith(FreshHub.class)
class ThrowInTest {
  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();

  /** Switched out; answers what is thrown into it. */
  private Greenlet<Object> catcher() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          try {
            return main.switchTo();
          } catch (Throwable t) {
            events.add(t);
            return "caught";
          }
        });
    g.switchTo();
    return g;
  }

  // -- suspended

  @Test
  void throwIn_suspended_isRaisedAtItsSwitch() {
    IOException checked = new IOException();

    assertEquals("caught", catcher().throwIn(checked));
    assertEquals(List.of(checked), events);
  }

  @Test
  void throwIn_suspended_answersWhatIsSwitchedBack() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          try {
            main.switchTo();
          } catch (RuntimeException e) {
            events.add(main.switchTo("still here"));
          }
          return "end";
        });
    g.switchTo();

    assertEquals("still here", g.throwIn(new RuntimeException()));
    assertFalse(g.isDead());
    assertEquals("end", g.switchTo("go on"));
    assertEquals(List.of("go on"), events);
  }

  @Test
  void throwIn_suspendedAndUncaught_comesBackAsTheSameObject() {
    Greenlet<Object> g = Greenlet.of(() -> main.switchTo());
    g.switchTo();
    IOException checked = new IOException();

    assertSame(checked, assertThrows(IOException.class, () -> g.throwIn(checked)));
    assertSame(checked, g.exception());
  }

  @Test
  void throwIn_withoutArgument_raisesAGreenletExitWhichComesBack() {
    Greenlet<Object> g = Greenlet.of(() -> main.switchTo());
    g.switchTo();

    Object exit = g.throwIn();

    assertTrue(exit instanceof GreenletExit);
    assertSame(exit, g.value());
    assertTrue(g.isSuccessful());
  }

  @Test
  void throwIn_mainFromAGreenlet_isRaisedThere() {
    IOException checked = new IOException();
    Greenlet<Object> g = Greenlet.of(() -> main.throwIn(checked));

    assertSame(checked, assertThrows(IOException.class, g::switchTo));
    assertFalse(g.isDead());
  }

  // -- current

  @Test
  void throwIn_self_isRaisedHere() {
    IOException checked = new IOException();

    assertSame(checked, assertThrows(IOException.class, () -> main.throwIn(checked)));
    GreenletExit exit = new GreenletExit();
    Greenlet<Object> g = Greenlet.of(() -> Greenlet.current().throwIn(exit));
    assertSame(exit, g.switchTo());
  }

  // -- never started

  @Test
  void throwIn_neverStarted_diesWithoutRunningAndRaisesInTheParent() {
    Greenlet<Object> g = Greenlet.of(() -> events.add("ran"));
    IOException checked = new IOException();

    assertSame(checked, assertThrows(IOException.class, () -> g.throwIn(checked)));
    assertTrue(g.isDead());
    assertSame(checked, g.exception());
    assertEquals("back", g.switchTo("back"));
    assertEquals(List.of(), events);
  }

  @Test
  void throwIn_neverStartedWithExit_returnsTheExit() {
    Greenlet<Object> g = Greenlet.of(() -> events.add("ran"));
    GreenletExit exit = new GreenletExit();

    assertSame(exit, g.throwIn(exit));
    assertTrue(g.isDead());
    assertTrue(g.isSuccessful());
    assertEquals(List.of(), events);
  }

  @Test
  void throwIn_neverStarted_isRaisedInItsParentAndNotInTheCaller() {
    Greenlet<Object> parent = catcher();
    Greenlet<Object> g = Greenlet.of(() -> events.add("ran"));
    g.setParent(parent);
    RuntimeException thrown = new RuntimeException();

    assertEquals("caught", g.throwIn(thrown));
    assertEquals(List.of(thrown), events);
  }

  @Test
  void throwIn_neverStartedWithUnstartedParents_killsThemAll() {
    Greenlet<Object> grandparent = Greenlet.of(() -> events.add("grandparent ran"));
    Greenlet<Object> parent = Greenlet.of(() -> events.add("parent ran"));
    Greenlet<Object> g = Greenlet.of(() -> events.add("ran"));
    g.setParent(parent);
    parent.setParent(grandparent);
    RuntimeException thrown = new RuntimeException();

    assertSame(thrown, assertThrows(RuntimeException.class, () -> g.throwIn(thrown)));
    assertSame(thrown, g.exception());
    assertSame(thrown, parent.exception());
    assertSame(thrown, grandparent.exception());
    assertEquals(List.of(), events);
  }

  /** The exit is a result, and a result starts a parent that was never started. */
  @Test
  void throwIn_exitWithUnstartedParent_startsTheParentWithTheExit() {
    Greenlet<Object> parent = Greenlet.of(first -> "started with " + first);
    Greenlet<Object> g = Greenlet.of(() -> events.add("ran"));
    g.setParent(parent);
    GreenletExit exit = new GreenletExit("the exit");

    assertEquals("started with " + exit, g.throwIn(exit));
    assertEquals(List.of(), events);
  }

  // -- dead

  @Test
  void throwIn_exitIntoDead_comesBackAsAValue() {
    Greenlet<Object> g = Greenlet.of(() -> "its result");
    g.switchTo();
    GreenletExit exit = new GreenletExit();

    assertSame(exit, g.throwIn(exit));
    assertNotSame(exit, g.throwIn());
    assertEquals("its result", g.value());
  }

  @Test
  void throwIn_exitIntoDeadWithLiveParent_comesBackToTheCaller() {
    Greenlet<Object> parent = catcher();
    Greenlet<Object> g = Greenlet.of(() -> null);
    g.switchTo();
    g.setParent(parent);
    GreenletExit exit = new GreenletExit();

    assertSame(exit, g.throwIn(exit));
    assertEquals(List.of(), events, "the parent is left alone");
    assertFalse(parent.isDead());
    assertNull(parent.switchTo());
  }

  @Test
  void throwIn_intoDead_isRaisedInTheNearestLiveAncestor() {
    Greenlet<Object> ancestor = catcher();
    Greenlet<Object> parent = Greenlet.of(() -> null);
    parent.switchTo();
    parent.setParent(ancestor);
    Greenlet<Object> g = Greenlet.of(() -> null);
    g.switchTo();
    g.setParent(parent);
    RuntimeException thrown = new RuntimeException();

    assertEquals("caught", g.throwIn(thrown));
    assertEquals(List.of(thrown), events);
  }

  @Test
  void throwIn_intoDeadAgainAndAgain_isRaisedInTheCallerEachTime() {
    Greenlet<Object> g = Greenlet.of(() -> null);
    g.switchTo();
    for (int i = 0; i < 3; i++) {
      RuntimeException thrown = new RuntimeException();
      assertSame(thrown, assertThrows(RuntimeException.class, () -> g.throwIn(thrown)));
    }
    assertNull(g.exception());
    assertTrue(g.isSuccessful());
  }

  // -- null

  @Test
  void throwIn_null_isRefusedBeforeAnythingHappens() {
    Greenlet<Object> unstarted = Greenlet.of(() -> "ran");
    Greenlet<Object> suspended = Greenlet.of(() -> main.switchTo());
    suspended.switchTo();
    long before = Hub.current().stats().switches();

    for (Greenlet<?> g : List.of(unstarted, suspended, main)) {
      NullPointerException refused =
          assertThrows(NullPointerException.class, () -> g.throwIn(null));
      assertTrue(refused.getMessage().contains("t is null"), refused.getMessage());
    }
    assertEquals(before, Hub.current().stats().switches());
    assertEquals("ran", unstarted.switchTo());
    assertEquals("goes on", suspended.switchTo("goes on"));
  }
}
