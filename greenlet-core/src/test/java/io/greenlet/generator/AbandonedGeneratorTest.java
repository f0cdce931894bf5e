package io.greenlet.generator;

import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Hub;
import io.greenlet.diagnostics.GreenletTree;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Generators that are dropped before their end are garbage, and count nowhere. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class AbandonedGeneratorTest {
  private boolean unwound;

  /** Yields an object that nobody but its own frame keeps. */
  private Generator<WeakReference<Object>, Void, Void> holder() {
    return Generator.of(y -> {
      Object kept = new Object();
      try {
        y.yield(new WeakReference<>(kept));
        y.yield(new WeakReference<>(kept));
      } finally {
        unwound = true;
      }
      return null;
    });
  }

  private static boolean isCollected(WeakReference<?> reference) {
    for (int i = 0; i < 50 && !reference.refersTo(null); i++) {
      System.gc();
    }
    return reference.refersTo(null);
  }

  @Test
  void generator_abandonedWhileSuspended_isCollectedWithWhatItsBodyHolds() {
    WeakReference<Object> held = holder().next();

    assertTrue(isCollected(held));
    assertFalse(unwound);
  }

  @Test
  void generator_abandonedByAGreenlet_isCollected() throws InterruptedException {
    WeakReference<Object> held = spawn(() -> holder().next()).get();

    assertTrue(isCollected(held));
  }

  @Test
  void generator_abandonedOnAStartedHub_isCollected() throws InterruptedException {
    try (Hub hub = Hub.start("other")) {
      WeakReference<Object> held = hub.spawn(() -> holder().next()).get();

      assertTrue(isCollected(held));
    }
  }

  /** The control: what is still referred to is kept. */
  @Test
  void generator_notAbandoned_keepsWhatItsBodyHolds() {
    Generator<WeakReference<Object>, Void, Void> g = holder();
    WeakReference<Object> held = g.next();

    assertFalse(isCollected(held));
    assertNotNull(g.next().get());
    g.close();
    assertTrue(unwound);
  }

  @Test
  void generator_abandonedWhileItDelegates_isCollectedAsAWhole() {
    Generator<WeakReference<Object>, Void, Void> outer =
        Generator.of(y -> {
          y.yieldAll(holder());
          return null;
        });
    WeakReference<Object> held = outer.next();
    outer = null;

    assertTrue(isCollected(held));
  }

  private static String aliveHere() {
    return GreenletTree.of(Hub.current()).toString();
  }

  @Test
  void hub_withSuspendedGenerators_countsAndListsNoneOfThem() {
    List<Generator<WeakReference<Object>, Void, Void>> suspended = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      suspended.add(holder());
      suspended.getLast().next();
    }

    assertEquals(0, Hub.current().stats().alive());
    assertEquals(10, Hub.current().stats().started());
    assertFalse(aliveHere().contains("switched out"), AbandonedGeneratorTest::aliveHere);
    suspended.forEach(Generator::close);
    assertEquals(0, Hub.current().stats().alive());
  }

  @Test
  void hub_whileABodyExecutes_countsIt() throws InterruptedException {
    Generator<Long, Void, Void> g =
        Generator.of(y -> {
          y.yield(Hub.current().stats().alive());
          y.yield(Hub.current().stats().alive());
          return null;
        });

    assertEquals(
        2,
        spawn(
                () -> {
                  g.next();
                  return g.next();
                })
            .get());
    g.close();
  }

  @Test
  void generator_neverAsked_holdsNoGreenlet() {
    long before = Hub.current().stats().started();

    Generator<WeakReference<Object>, Void, Void> g = holder();

    assertEquals(before, Hub.current().stats().started());
    g.close();
    assertEquals(before, Hub.current().stats().started());
  }

  @Test
  void hubClose_withASuspendedGenerator_doesNotWaitForIt() throws InterruptedException {
    List<Generator<WeakReference<Object>, Void, Void>> kept = new ArrayList<>();
    try (Hub hub = Hub.start("other")) {
      hub.spawn(
              () -> {
                kept.add(holder());
                return kept.getFirst().next();
              })
          .get();
    }

    assertFalse(unwound);
  }
}
