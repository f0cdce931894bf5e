package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a throwable that a body does not catch. */
@ExtendWith(FreshHub.class)
class UncaughtTest {
  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();

  private static <T> Callable<T> throwing(Throwable t) {
    return () -> {
      throw UncaughtTest.<RuntimeException>unchecked(t);
    };
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable t) throws E {
    throw (E) t;
  }

  static List<Throwable> throwables() {
    return List.of(
        new IllegalStateException("unchecked"),
        new IOException("checked"),
        new InterruptedException("checked, and with a meaning"),
        new AssertionError("an error"),
        new Throwable("neither"));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void bodyThrows_parentInSwitchTo_getsTheSameObject(Throwable thrown) {
    Greenlet<Object> g = Greenlet.of(throwing(thrown));

    assertSame(thrown, assertThrows(Throwable.class, g::switchTo));
    assertSame(thrown, g.exception());
    assertNull(g.value());
    assertTrue(g.isDead());
    assertFalse(g.isSuccessful());
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void bodyThrows_parentsDoNotCatch_travelsThroughAllOfThem(Throwable thrown) {
    Greenlet<Object> child = Greenlet.of(throwing(thrown));
    List<Greenlet<?>> parents = new ArrayList<>();
    Greenlet<?> inner = child;
    for (int i = 0; i < 5; i++) {
      Greenlet<?> next = inner;
      Greenlet<Object> outer =
          Greenlet.of(() -> {
            next.setParent(Greenlet.current());
            return next.switchTo();
          });
      parents.add(outer);
      inner = outer;
    }

    assertSame(thrown, assertThrows(Throwable.class, inner::switchTo));
    assertTrue(parents.stream().allMatch(p -> p.exception() == thrown));
  }

  @Test
  void bodyThrows_aParentCatches_endsThere() {
    RuntimeException thrown = new RuntimeException();
    Greenlet<Object> parent =
        Greenlet.of(() -> {
          try {
            return Greenlet.of(throwing(thrown)).switchTo();
          } catch (RuntimeException e) {
            events.add(e);
            return "caught";
          }
        });

    assertEquals("caught", parent.switchTo());
    assertEquals(List.of(thrown), events);
    assertTrue(parent.isSuccessful());
  }

  @Test
  void bodyThrows_unstartedParent_diesWithoutRunning() {
    RuntimeException thrown = new RuntimeException();
    Greenlet<Object> parent = Greenlet.of(() -> events.add("ran"));
    Greenlet<Object> child = Greenlet.of(throwing(thrown));
    child.setParent(parent);

    assertSame(thrown, assertThrows(RuntimeException.class, child::switchTo));
    assertSame(thrown, parent.exception());
    assertEquals(List.of(), events);
  }

  @Test
  void bodyThrows_finallyBlocks_runFromTheInsideOut() {
    Greenlet<Object> parent =
        Greenlet.of(() -> {
          try {
            return Greenlet.of(
                    () -> {
                      try {
                        throw new RuntimeException();
                      } finally {
                        events.add("child");
                      }
                    })
                .switchTo();
          } finally {
            events.add("parent");
          }
        });

    assertThrows(RuntimeException.class, parent::switchTo);
    assertEquals(List.of("child", "parent"), events);
  }

  @Test
  void bodyThrows_explicitly_isNotReportedToTheErrorHandler() {
    Hub.current().setErrorHandler((g, failure) -> events.add(failure));

    assertThrows(RuntimeException.class, Greenlet.of(throwing(new RuntimeException()))::switchTo);
    assertEquals(List.of(), events);
  }

  // -- GreenletExit

  @Test
  void bodyThrows_greenletExit_isTheReturnedValue() {
    GreenletExit exit = new GreenletExit("enough");
    Greenlet<Object> g = Greenlet.of(throwing(exit));

    assertSame(exit, g.switchTo());
    assertSame(exit, g.value());
    assertNull(g.exception());
    assertTrue(g.isSuccessful());
  }

  @Test
  void bodyThrows_subclassOfGreenletExit_isTheReturnedValue() {
    final class OwnExit extends GreenletExit {
      private static final long serialVersionUID = 1L;
    }

    GreenletExit exit = new OwnExit();

    assertSame(exit, Greenlet.of(throwing(exit)).switchTo());
  }

  @Test
  void greenletExit_bodyCatchesExceptions_isNotSwallowed() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          try {
            return main.switchTo();
          } catch (Exception e) {
            return "swallowed";
          }
        });
    g.switchTo();
    GreenletExit exit = new GreenletExit();

    assertSame(exit, g.throwIn(exit));
  }

  // -- errors of the machine

  private static int endless(int depth) {
    return endless(depth + 1) + depth;
  }

  @Test
  void stackOverflow_inABody_endsThatGreenletOnly() {
    Greenlet<Object> other = Greenlet.of(() -> main.switchTo("before"));
    other.switchTo();
    Greenlet<Object> g = Greenlet.of(() -> endless(0));

    StackOverflowError error = assertThrows(StackOverflowError.class, g::switchTo);

    assertSame(error, g.exception());
    assertEquals("after", other.switchTo("after"));
    assertEquals("works", Greenlet.of(() -> "works").switchTo());
  }

  @Test
  void stackOverflow_inASpawnedGreenlet_isReportedAndTheHubGoesOn() throws InterruptedException {
    Hub.current().setErrorHandler((g, failure) -> events.add(failure.getClass()));
    Greenlet<?> g = Greenlets.spawn(() -> endless(0));
    Greenlet<String> next = Greenlets.spawn(() -> "next");

    assertEquals("next", next.get());
    assertTrue(g.exception() instanceof StackOverflowError);
    assertEquals(List.of(StackOverflowError.class), events);
  }

  @Test
  void outOfMemory_inABody_goesToTheParentAsItIs() {
    OutOfMemoryError thrown = new OutOfMemoryError("by hand");
    Greenlet<Object> other = Greenlet.of(() -> main.switchTo("before"));
    other.switchTo();
    Greenlet<Object> g = Greenlet.of(throwing(thrown));

    assertSame(thrown, assertThrows(OutOfMemoryError.class, g::switchTo));
    assertEquals("after", other.switchTo("after"));
  }

  /** Not only switches, but also waits: nothing of the error is left in the hub. */
  @Test
  void outOfMemory_goneToTheParent_leavesTheHubUsable() throws InterruptedException {
    Greenlet<Object> g = Greenlet.of(throwing(new OutOfMemoryError("by hand")));
    assertThrows(OutOfMemoryError.class, g::switchTo);

    assertEquals("works", Greenlets.spawn(() -> "works").get());
  }

  @Test
  void outOfMemory_caughtByTheParent_endsThere() {
    Greenlet<Object> parent =
        Greenlet.of(() -> {
          try {
            return Greenlet.of(throwing(new OutOfMemoryError("by hand"))).switchTo();
          } catch (OutOfMemoryError e) {
            return "caught";
          }
        });

    assertEquals("caught", answerOrError(parent));
  }

  /** JUnit does not survive an OutOfMemoryError that leaves a test. */
  private static Object answerOrError(Greenlet<?> g) {
    try {
      return g.switchTo();
    } catch (OutOfMemoryError e) {
      return e;
    }
  }
}
