package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is whose parent, when that is looked at, and what may not be. */
@ExtendWith(FreshHub.class)
class ParentTest {
  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();

  @Test
  void parent_notSet_isWhoMadeIt() {
    Greenlet<?>[] inner = new Greenlet<?>[1];
    Greenlet<Object> outer =
        Greenlet.of(() -> {
          inner[0] = Greenlet.of(() -> null);
          return null;
        });
    outer.switchTo();

    assertSame(main, outer.parent());
    assertSame(outer, inner[0].parent());
    assertNull(main.parent());
  }

  @Test
  void parent_ofSpawned_isWhoSpawnedIt() throws InterruptedException {
    Greenlet<?> spawned = Greenlets.spawn(() -> null);
    spawned.join();

    assertSame(main, spawned.parent());
  }

  /** The parent is that of the moment of death, not of birth, start or any switch. */
  @Test
  void bodyEnds_reparentedMidLife_resultGoesToTheLastParent() {
    Greenlet<Object> first = receiver("first");
    Greenlet<Object> second = receiver("second");
    Greenlet<Object> child =
        Greenlet.of(() -> {
          main.switchTo();
          return "result";
        });
    child.setParent(first);
    child.switchTo();
    child.setParent(second);

    child.switchTo();

    assertEquals(List.of("second got result"), events);
  }

  @Test
  void bodyEnds_reparentedByItsOwnFinally_resultGoesToTheLastParent() {
    Greenlet<Object> late = receiver("late");
    Greenlet<Object> child =
        Greenlet.of(() -> {
          try {
            return "result";
          } finally {
            Greenlet.current().setParent(late);
          }
        });

    child.switchTo();

    assertEquals(List.of("late got result"), events);
  }

  /** A greenlet that waits for one value and tells of it. */
  private Greenlet<Object> receiver(String name) {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          events.add(name + " got " + main.switchTo());
          return null;
        });
    g.switchTo();
    return g;
  }

  // -- what setParent refuses

  private static void assertRefused(Greenlet<?> child, Greenlet<?> parent, String... parts) {
    Greenlet<?> before = child.parent();

    GreenletError error = assertThrows(GreenletError.class, () -> child.setParent(parent));

    for (String part : parts) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
    assertSame(before, child.parent());
  }

  @Test
  void setParent_self_isRefused() {
    Greenlet<?> g = Greenlet.of(() -> null);

    assertRefused(g, g, g.name() + " cannot be its own parent");
  }

  @Test
  void setParent_descendant_isRefused() {
    Greenlet<?> grandparent = Greenlet.of(() -> null);
    Greenlet<?> parent = Greenlet.of(() -> null);
    Greenlet<?> child = Greenlet.of(() -> null);
    parent.setParent(grandparent);
    child.setParent(parent);

    assertRefused(
        grandparent,
        child,
        "cyclic parent chain",
        child.name() + " descends from " + grandparent.name());
    assertRefused(grandparent, parent, "cyclic parent chain");
  }

  @Test
  void setParent_null_isRefused() {
    Greenlet<?> g = Greenlet.of(() -> null);

    NullPointerException refused =
        assertThrows(NullPointerException.class, () -> g.setParent(null));

    assertTrue(refused.getMessage().contains("every greenlet but the main one has a parent"));
    assertSame(main, g.parent());
  }

  @Test
  void setParent_ofMain_isRefused() {
    Greenlet<?> g = Greenlet.of(() -> null);

    assertRefused(main, g, main.name(), "it has no parent");
    assertNull(main.parent());
  }

  @Test
  void setParent_startedToOtherHub_isRefusedNamingBoth() {
    Greenlet<?> g = Greenlet.of(() -> main.switchTo());
    g.switchTo();
    try (Hub other = Hub.start("elsewhere")) {
      Greenlet<?> foreign = other.spawn(() -> null);

      assertRefused(g, foreign, "has started on hub " + hubName(), "of hub elsewhere");
    }
  }

  private static String hubName() {
    return Hub.current().stats().name();
  }

  @Test
  void setParent_dead_isAllowedAndRead() {
    Greenlet<Object> dead = Greenlet.of(() -> null);
    dead.switchTo();
    Greenlet<Object> parent = receiver("parent");

    dead.setParent(parent);

    assertSame(parent, dead.parent());
  }

  // -- hand-over that fails

  /** The parent of {@code child} sleeps, so cannot take the result: that goes to main as error. */
  @Test
  void bodyEnds_parentCannotTakeTheResult_errorGoesToTheParentsParent()
      throws InterruptedException {
    Greenlet<Object> busy = Greenlet.of(() -> "busy ended");
    busy.start();
    Greenlet<Object> child = Greenlet.of(() -> "result");
    child.setParent(busy);

    GreenletError error = assertThrows(GreenletError.class, child::switchTo);

    assertTrue(error.getMessage().startsWith("the result of " + child.name()), error.getMessage());
    assertTrue(error.getMessage().contains(busy.name()), error.getMessage());
    assertTrue(error.getMessage().contains("scheduled"), error.getMessage());
    assertNull(child.exception(), "the child itself ended well");
    assertEquals("busy ended", busy.get());
  }

  @Test
  void bodyFails_parentCannotTakeIt_errorWithTheFailureAsCauseGoesOn() throws InterruptedException {
    Greenlet<Object> busy = Greenlet.of(() -> "busy ended");
    busy.start();
    Exception failure = new Exception("of the child");
    Greenlet<Object> child =
        Greenlet.of(() -> {
          throw failure;
        });
    child.setParent(busy);

    GreenletError error = assertThrows(GreenletError.class, child::switchTo);

    assertTrue(error.getMessage().startsWith("the failure of " + child.name()));
    assertSame(failure, error.getCause());
    assertEquals("busy ended", busy.get());
  }

  @Test
  void bodyEnds_nobodyCanTakeTheResult_isReportedOnce() throws InterruptedException {
    Hub.current().setErrorHandler((g, failure) -> events.add(g.name() + ": " + failure.getClass()));
    Greenlet<Object> child = Greenlet.of(() -> main.switchTo());
    child.switchTo();
    Greenlet<?> resumer = Greenlets.spawn(() -> child.switchTo("end"));

    child.join();
    Greenlets.yieldNow();
    assertTrue(child.isSuccessful());
    assertEquals("end", child.value());
    assertEquals(List.of(child.name() + ": " + GreenletError.class), events);
    resumer.kill();
  }
}
