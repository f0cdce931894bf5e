package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is told of which switch, and when. */
@ExtendWith(FreshHub.class)
class TracerTest {
  private final List<Object> events = new ArrayList<>();
  private final Map<Greenlet<?>, String> names = new HashMap<>();
  private final Greenlet<?> main = Greenlet.current();

  private final Greenlet.Tracer recording =
      new Greenlet.Tracer() {
        @Override
        public void switched(Greenlet<?> from, Greenlet<?> to) {
          assertSame(to, Greenlet.current());
          events.add("switch " + names.get(from) + " -> " + names.get(to));
        }

        @Override
        public void threw(Greenlet<?> from, Greenlet<?> to) {
          assertSame(to, Greenlet.current());
          events.add("throw " + names.get(from) + " -> " + names.get(to));
        }
      };

  TracerTest() {
    names.put(main, "main");
  }

  private <T> Greenlet<T> named(String name, Greenlet<T> g) {
    names.put(g, name);
    return g;
  }

  @Test
  void tracer_switchesAndEnds_areToldInTheTargetBeforeItGoesOn() {
    Greenlet<Object> g =
        named(
            "g",
            Greenlet.of(first -> {
              events.add("g starts");
              main.switchTo();
              events.add("g goes on");
              return null;
            }));
    Greenlet.setTracer(recording);

    g.switchTo();
    events.add("main goes on");
    g.switchTo();
    events.add("main ends");

    assertEquals(
        List.of(
            "switch main -> g",
            "g starts",
            "switch g -> main",
            "main goes on",
            "switch main -> g",
            "g goes on",
            "switch g -> main",
            "main ends"),
        events);
  }

  @Test
  void tracer_throwsAndFailures_areToldAsThrows() {
    Greenlet<Object> g =
        named(
            "g",
            Greenlet.of(() -> {
              try {
                return main.switchTo();
              } finally {
                events.add("finally");
              }
            }));
    g.switchTo();
    Greenlet.setTracer(recording);

    assertThrows(RuntimeException.class, () -> g.throwIn(new RuntimeException()));

    assertEquals(List.of("throw main -> g", "finally", "throw g -> main"), events);
  }

  @Test
  void tracer_greenletExit_isThrownInAndComesBackAsAValue() {
    Greenlet<Object> g = named("g", Greenlet.of(() -> main.switchTo()));
    g.switchTo();
    Greenlet.setTracer(recording);

    g.throwIn();

    assertEquals(List.of("throw main -> g", "switch g -> main"), events);
  }

  @Test
  void tracer_failureThroughUncatchingParents_isToldForEachDeath() {
    Greenlet<Object> parent =
        named(
            "parent",
            Greenlet.of(() ->
                named(
                        "child",
                        Greenlet.of(() -> {
                          throw new RuntimeException();
                        }))
                    .switchTo()));
    Greenlet.setTracer(recording);

    assertThrows(RuntimeException.class, parent::switchTo);

    assertEquals(
        List.of(
            "switch main -> parent",
            "switch parent -> child",
            "throw child -> parent",
            "throw parent -> main"),
        events);
  }

  @Test
  void tracer_switchToSelfOrStraightBack_isNotTold() {
    Greenlet<Object> dead = named("dead", Greenlet.of(() -> null));
    dead.switchTo();
    Greenlet.setTracer(recording);

    main.switchTo("self");
    dead.switchTo("back");

    assertEquals(List.of(), events);
  }

  @Test
  void tracer_switchToDeadWithOtherParent_namesWhoReallyGoesOn() {
    Greenlet<Object> parent = named("parent", Greenlet.of(() -> main.switchTo()));
    parent.switchTo();
    Greenlet<Object> dead = named("dead", Greenlet.of(() -> null));
    dead.switchTo();
    dead.setParent(parent);
    Greenlet.setTracer(recording);

    dead.switchTo();

    assertEquals(List.of("switch main -> parent", "switch parent -> main"), events);
  }

  // -- a tracer that throws

  private static Greenlet.Tracer failing(RuntimeException failure) {
    return new Greenlet.Tracer() {
      @Override
      public void switched(Greenlet<?> from, Greenlet<?> to) {
        throw failure;
      }

      @Override
      public void threw(Greenlet<?> from, Greenlet<?> to) {
        throw failure;
      }
    };
  }

  @Test
  void tracer_throws_isRemovedAndItsExceptionRaisedInTheTarget() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          try {
            return main.switchTo();
          } catch (RuntimeException e) {
            events.add(e);
            return "caught";
          }
        });
    g.switchTo();
    RuntimeException failure = new RuntimeException("of the tracer");
    Greenlet.setTracer(failing(failure));

    assertEquals("caught", g.switchTo("lost to the tracer"));
    assertEquals(List.of(failure), events);
    assertNull(Greenlet.setTracer(null), "removed");
  }

  @Test
  void tracer_throwsAtTheFirstSwitch_theBodyDoesNotRun() {
    RuntimeException failure = new RuntimeException("of the tracer");
    Greenlet<Object> g = Greenlet.of(() -> events.add("ran"));
    Greenlet.setTracer(failing(failure));

    assertSame(failure, assertThrows(RuntimeException.class, g::switchTo));
    assertSame(failure, g.exception());
    assertEquals(List.of(), events);
  }

  @Test
  void tracer_throwsWhileAnotherIsInFlight_takesItsPlace() {
    Greenlet<Object> g = Greenlet.of(() -> main.switchTo());
    g.switchTo();
    RuntimeException failure = new RuntimeException("of the tracer");
    Greenlet.setTracer(failing(failure));

    assertSame(
        failure,
        assertThrows(RuntimeException.class, () -> g.throwIn(new RuntimeException("in flight"))));
  }

  // -- setting it

  @Test
  void setTracer_again_returnsThePrevious() {
    Greenlet.Tracer other = failing(new RuntimeException());

    assertNull(Greenlet.setTracer(recording));
    assertSame(recording, Greenlet.setTracer(other));
    assertSame(other, Greenlet.setTracer(other), "the same one twice is fine");
    assertSame(other, Greenlet.setTracer(null));
    assertNull(Greenlet.setTracer(null));
  }

  @Test
  void setTracer_null_tellsNoMore() {
    Greenlet<Object> g = named("g", Greenlet.of(() -> main.switchTo()));
    Greenlet.setTracer(recording);
    g.switchTo();
    Greenlet.setTracer(null);
    g.switchTo();

    assertEquals(List.of("switch main -> g", "switch g -> main"), events);
  }

  @Test
  void setTracer_onOneHub_isNotToldOfOthers() throws InterruptedException {
    Greenlet.setTracer(recording);

    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              Greenlet.of(() -> null).switchTo();
              events.add(Greenlet.setTracer(null) == null);
            });
    other.join();

    assertEquals(List.of(true), events);
  }

  @Test
  void setTracer_inAGreenlet_worksForItsWholeHub() {
    Greenlet<Object> g =
        named(
            "g",
            Greenlet.of(() -> {
              Greenlet.setTracer(recording);
              return null;
            }));

    g.switchTo();

    assertEquals(List.of("switch g -> main"), events);
  }
}
