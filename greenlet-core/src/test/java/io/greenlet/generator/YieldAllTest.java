package io.greenlet.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.GreenletError;
import io.greenlet.Hub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Delegation: what goes to the outer generator reaches the inner one, and back. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class YieldAllTest {
  private final List<String> log = new ArrayList<>();

  private Generator<String, String, String> inner(String name) {
    return Generator.of(y -> {
      try {
        String received = y.yield(name + " ready");
        while (received != null) {
          received = y.yield(name + " got " + received);
        }
        return name + "'s result";
      } catch (IllegalStateException e) {
        y.yield(name + " caught " + e.getMessage());
        return "saved";
      } finally {
        log.add(name + " ends");
      }
    });
  }

  private Generator<String, String, String> outer(Generator<String, String, String> inner) {
    return Generator.of(y -> {
      try {
        y.yield("before");
        String result = y.yieldAll(inner);
        y.yield("after " + result);
        return "outer's result";
      } finally {
        log.add("outer ends");
      }
    });
  }

  @Test
  void yieldAll_ofAGenerator_passesValuesBothWaysAndReturnsItsResult() {
    Generator<String, String, String> g = outer(inner("inner"));

    assertEquals("before", g.next());
    assertEquals("inner ready", g.next());
    assertEquals("inner got x", g.send("x"));
    assertEquals("after inner's result", g.next());
    assertFalse(g.hasNext());
    assertEquals("outer's result", g.result());
    assertEquals(List.of("inner ends", "outer ends"), log);
  }

  @Test
  void yieldAll_whatIsThrownIn_reachesTheInnerFirst() {
    Generator<String, String, String> g = outer(inner("inner"));
    g.next();
    g.next();

    assertEquals("inner caught it", g.throwIn(new IllegalStateException("it")));
    assertEquals("after saved", g.next());
    g.close();
  }

  @Test
  void yieldAll_innerFails_isThrownInTheOuterAndEndsIt() {
    IOException thrown = new IOException("thrown");
    Generator<String, String, String> g = outer(inner("inner"));
    g.next();
    g.next();

    assertSame(thrown, assertThrows(IOException.class, () -> g.throwIn(thrown)));
    assertEquals(List.of("inner ends", "outer ends"), log);
    assertFalse(g.hasNext());
  }

  @Test
  void yieldAll_outerCatchesWhatTheInnerThrows_goesOn() {
    Generator<String, String, Void> g =
        Generator.of(y -> {
          try {
            y.yieldAll(inner("inner"));
          } catch (IllegalArgumentException e) {
            y.yield("outer caught " + e.getMessage());
          }
          return null;
        });
    g.next();

    assertEquals("outer caught it", g.throwIn(new IllegalArgumentException("it")));
    g.close();
  }

  @Test
  void yieldAll_closed_closesFromTheInnermost() {
    Generator<String, String, String> g = outer(outer(inner("inner")));
    g.next();
    g.next();
    g.next();

    g.close();

    assertEquals(List.of("inner ends", "outer ends", "outer ends"), log);
    assertFalse(g.hasNext());
  }

  @Test
  void yieldAll_innerSwallowsTheExit_outerIsClosedAllTheSame() {
    Generator<String, String, String> stubborn =
        Generator.of(y -> {
          try {
            y.yield("a");
          } catch (GeneratorExit e) {
            log.add("swallowed");
          }
          return "result";
        });
    Generator<String, String, String> g = outer(stubborn);
    g.next();
    g.next();

    g.close();

    assertEquals(List.of("swallowed", "outer ends"), log);
  }

  @Test
  void yieldAll_innerThrowsWhenClosed_isThrownInTheOuter() {
    IOException failure = new IOException("in finally");
    Generator<String, String, String> failing =
        Generator.of(y -> {
          try {
            y.yield("a");
            return "";
          } catch (GeneratorExit e) {
            throw failure;
          }
        });
    Generator<String, String, String> g = outer(failing);
    g.next();
    g.next();

    assertSame(failure, assertThrows(IOException.class, g::close));
    assertEquals(List.of("outer ends"), log);
  }

  @Test
  void yieldAll_ofAGeneratorThatHasEnded_yieldsNothing() {
    Generator<String, String, String> ended = inner("inner");
    ended.forEachRemaining(v -> {});
    Generator<String, String, String> g = outer(ended);
    g.next();

    assertEquals("after inner's result", g.next());
    g.close();
  }

  @Test
  void yieldAll_ofAGeneratorThatExecutes_isRefusedInTheOuter() {
    List<Generator<String, String, Void>> self = new ArrayList<>();
    self.add(
        Generator.of(y -> {
          y.yieldAll(self.getFirst());
          return null;
        }));

    // It delegates to itself: the body stands in yieldAll, so there is nobody who could answer.
    GreenletError refused = assertThrows(GreenletError.class, self.getFirst()::next);
    assertTrue(refused.getMessage().contains("itself"), refused::getMessage);
  }

  private static Generator<Integer, Void, Void> chain(int depth) {
    return Generator.of(y -> {
      if (depth > 0) {
        y.yieldAll(chain(depth - 1));
      }
      y.yield(depth);
      y.yield(depth);
      return null;
    });
  }

  @Test
  void yieldAll_throughManyGenerators_costsAValueTwoSwitches() {
    Generator<Integer, Void, Void> g = chain(500);
    g.next();
    long before = Hub.current().stats().switches();

    g.next();

    assertEquals(2, Hub.current().stats().switches() - before);
    assertEquals(1000, g.stream().count());
  }

  @Test
  void yieldAll_ofIterableAndIterator_yieldsAll() {
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          y.yieldAll(List.of(1, 2));
          y.yieldAll(List.of(3).iterator());
          return null;
        });

    assertEquals(List.of(1, 2, 3), g.stream().toList());
  }

  @Test
  void yieldAll_ofAnIterator_takesNoValues() {
    Generator<Integer, String, Void> g =
        Generator.of(y -> {
          y.yieldAll(List.of(1, 2, 3));
          return null;
        });
    g.next();
    assertEquals(2, g.send(null));

    GreenletError refused = assertThrows(GreenletError.class, () -> g.send("x"));
    assertTrue(refused.getMessage().contains("takes no values"), refused::getMessage);
  }

  @Test
  void yieldAll_ofACloseableIterator_isClosedWithTheGenerator() {
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          y.yieldAll(new Closeable());
          return null;
        });
    g.next();

    g.close();

    assertEquals(List.of("iterator closed"), log);
    assertNull(g.result());
  }

  private final class Closeable implements Iterator<Integer>, AutoCloseable {
    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Integer next() {
      return 1;
    }

    @Override
    public void close() {
      log.add("iterator closed");
    }
  }
}
