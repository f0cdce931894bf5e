package io.greenlet.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is asked, what is answered, and how a generator ends. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class GeneratorTest {
  private final List<String> log = new ArrayList<>();

  private static Generator<Integer, Void, String> upTo(int last) {
    return Generator.of(y -> {
      for (int i = 1; i <= last; i++) {
        y.yield(i);
      }
      return "done";
    });
  }

  private static Generator<String, String, Void> echo() {
    return Generator.of(y -> {
      String received = "first";
      while (true) {
        received = y.yield(received);
      }
    });
  }

  @Test
  void next_untilTheEnd_returnsEachValueAndThenRefuses() {
    Generator<Integer, Void, String> g = upTo(2);

    assertEquals(1, g.next());
    assertEquals(2, g.next());
    assertNull(g.result());
    assertThrows(NoSuchElementException.class, g::next);
    assertEquals("done", g.result());
    assertThrows(NoSuchElementException.class, g::next);
    assertThrows(NoSuchElementException.class, () -> g.send(null));
  }

  @Test
  void iteration_inAForLoopAndTwice_givesTheValuesOnce() {
    Generator<Integer, Void, String> g = upTo(3);
    List<Integer> values = new ArrayList<>();

    for (int value : g) {
      values.add(value);
    }
    for (int value : g) {
      values.add(value);
    }

    assertEquals(List.of(1, 2, 3), values);
  }

  @Test
  void hasNext_askedSeveralTimes_runsTheBodyOnce() {
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          log.add("runs");
          y.yield(7);
          log.add("goes on");
          return null;
        });

    assertTrue(g.hasNext());
    assertTrue(g.hasNext());
    assertEquals(List.of("runs"), log);
    assertEquals(7, g.next());
    assertFalse(g.hasNext());
    assertFalse(g.hasNext());
    assertEquals(List.of("runs", "goes on"), log);
  }

  @Test
  void next_ofNullValues_returnsThem() {
    Generator<String, Void, Void> g =
        Generator.of(y -> {
          y.yield(null);
          y.yield("x");
          y.yield(null);
          return null;
        });
    List<String> values = new ArrayList<>();

    g.forEachRemaining(values::add);

    assertEquals(Arrays.asList(null, "x", null), values);
  }

  @Test
  void send_toAYield_isReturnedThere() {
    Generator<String, String, Void> g = echo();

    assertEquals("first", g.send(null));
    assertEquals("a", g.send("a"));
    assertEquals("b", g.send("b"));
    assertNull(g.next());
    g.close();
  }

  @Test
  void send_firstNotNull_isRefusedAndTheBodyCanStillStart() {
    Generator<String, String, Void> g = echo();

    GreenletError refused = assertThrows(GreenletError.class, () -> g.send("early"));
    assertTrue(refused.getMessage().contains("has not started"), refused::getMessage);
    assertEquals("first", g.next());
    g.close();
  }

  @Test
  void send_afterHasNext_isRefusedUntilTheValueIsTaken() {
    Generator<String, String, Void> g = echo();
    assertTrue(g.hasNext());

    GreenletError refused = assertThrows(GreenletError.class, () -> g.send("x"));
    assertTrue(refused.getMessage().contains("next() first"), refused::getMessage);
    assertThrows(GreenletError.class, () -> g.throwIn(new IOException()));
    assertEquals("first", g.next());
    assertEquals("x", g.send("x"));
    g.close();
  }

  @Test
  void throwIn_caughtByTheBody_returnsTheNextValue() {
    Generator<String, Void, Void> g =
        Generator.of(y -> {
          try {
            y.yield("a");
          } catch (IllegalStateException e) {
            y.yield("caught " + e.getMessage());
          }
          return null;
        });
    g.next();

    assertEquals("caught it", g.throwIn(new IllegalStateException("it")));
    assertThrows(NoSuchElementException.class, g::next);
  }

  @Test
  void throwIn_caughtByABodyThatEnds_isTheEnd() {
    Generator<String, Void, String> g =
        Generator.of(y -> {
          try {
            y.yield("a");
            return "never";
          } catch (UncheckedIOException e) {
            return "ended";
          }
        });
    g.next();

    assertThrows(
        NoSuchElementException.class, () -> g.throwIn(new UncheckedIOException(new IOException())));
    assertEquals("ended", g.result());
  }

  @Test
  void throwIn_notCaught_comesBackAsTheSameObject() {
    Generator<Integer, Void, String> g = upTo(9);
    IOException thrown = new IOException("thrown");
    g.next();

    assertSame(thrown, assertThrows(IOException.class, () -> g.throwIn(thrown)));
    assertFalse(g.hasNext());
    assertNull(g.result());
    assertSame(thrown, assertThrows(IOException.class, () -> g.throwIn(thrown)));
  }

  @Test
  void throwIn_notStarted_neverRunsTheBody() {
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          log.add("runs");
          return null;
        });
    IOException thrown = new IOException("thrown");

    assertSame(thrown, assertThrows(IOException.class, () -> g.throwIn(thrown)));
    assertFalse(g.hasNext());
    assertEquals(List.of(), log);
  }

  @Test
  void body_thatFails_throwsTheSameObjectAtWhoAsksOnce() {
    IOException failure = new IOException("failed");
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          y.yield(1);
          throw failure;
        });
    g.next();

    assertSame(failure, assertThrows(IOException.class, g::hasNext));
    assertFalse(g.hasNext());
  }

  @Test
  void body_thatRaisesNoSuchElement_doesNotLookLikeTheEnd() {
    NoSuchElementException failure = new NoSuchElementException("inner");
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          throw failure;
        });

    assertSame(failure, assertThrows(GreenletError.class, g::next).getCause());
  }

  @Test
  void stream_limited_runsTheBodyNoFurtherAndItsCloseClosesTheGenerator() {
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          try {
            for (int i = 0; ; i++) {
              log.add("makes " + i);
              y.yield(i);
            }
          } finally {
            log.add("closed");
          }
        });

    try (var stream = g.stream()) {
      assertEquals(List.of(0, 10, 20), stream.map(i -> i * 10).limit(3).toList());
    }

    assertEquals(List.of("makes 0", "makes 1", "makes 2", "closed"), log);
  }

  @Test
  void yield_fromAnyDepthOfCalls_reachesWhoAsks() {
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          descend(y, 200);
          return null;
        });

    assertEquals(201, g.stream().mapToInt(i -> i).filter(i -> i <= 200).count());
  }

  private static void descend(Yielder<Integer, Void> y, int depth) {
    y.yield(depth);
    if (depth > 0) {
      descend(y, depth - 1);
    }
  }

  @Test
  void generators_nested_askEachOther() {
    Generator<Integer, Void, Void> squares =
        Generator.of(y -> {
          for (int i : upTo(4)) {
            y.yield(i * i);
          }
          return null;
        });

    assertEquals(List.of(1, 4, 9, 16), squares.stream().toList());
  }

  @Test
  void body_isAGreenletOfItsOwn_andKeepsItsThread() {
    Generator<Greenlet<?>, Void, Void> g =
        Generator.of(y -> {
          y.yield(Greenlet.current());
          y.yield(Greenlet.current());
          return null;
        });

    Greenlet<?> body = g.next();
    assertSame(body, g.next());
    assertFalse(body == Greenlet.current());
    assertFalse(g.hasNext());
    assertTrue(body.isDead());
  }

  @Test
  void toString_tellsTheState() {
    Generator<Integer, Void, String> g = upTo(1);

    assertEquals("generator [new]", g.toString());
    g.next();
    assertTrue(g.toString().matches("generator Greenlet-\\d+ \\[suspended]"), g::toString);
    g.hasNext();
    assertTrue(g.toString().endsWith("[ended]"), g::toString);
  }
}
