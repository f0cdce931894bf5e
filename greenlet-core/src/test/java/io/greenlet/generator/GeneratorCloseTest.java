package io.greenlet.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.GreenletError;
import io.greenlet.Greenlets;
import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Closing: bodies are unwound, and those that will not be are told so. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class GeneratorCloseTest {
  private final List<String> log = new ArrayList<>();

  private Generator<Integer, Void, String> counting() {
    return Generator.of(y -> {
      try {
        for (int i = 0; ; i++) {
          y.yield(i);
        }
      } finally {
        log.add("finally");
      }
    });
  }

  @Test
  void close_suspended_runsFinallyAndEnds() {
    Generator<Integer, Void, String> g = counting();
    g.next();

    g.close();

    assertEquals(List.of("finally"), log);
    assertFalse(g.hasNext());
    assertThrows(NoSuchElementException.class, g::next);
    assertNull(g.result());
    g.close();
    assertEquals(List.of("finally"), log);
  }

  @Test
  void close_byTryWithResources_runsFinally() {
    try (Generator<Integer, Void, String> g = counting()) {
      assertEquals(0, g.next());
    }

    assertEquals(List.of("finally"), log);
  }

  @Test
  void close_afterHasNext_dropsTheValueThatWasAhead() {
    Generator<Integer, Void, String> g = counting();
    assertTrue(g.hasNext());

    g.close();

    assertFalse(g.hasNext());
  }

  @Test
  void close_notStarted_neverRuns() {
    Generator<Integer, Void, String> g = counting();

    g.close();

    assertFalse(g.hasNext());
    assertEquals(List.of(), log);
  }

  @Test
  void close_bodyCatchesExitAndReturns_hasItsResult() {
    Generator<Integer, Void, String> g =
        Generator.of(y -> {
          try {
            y.yield(1);
            return "never";
          } catch (GeneratorExit e) {
            return "closed";
          }
        });
    g.next();

    g.close();

    assertEquals("closed", g.result());
  }

  @Test
  void close_bodyCatchesExceptions_isNotSwallowed() {
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          while (true) {
            try {
              y.yield(1);
            } catch (Exception e) {
              log.add("swallowed " + e);
            }
          }
        });
    g.next();

    g.close();

    assertEquals(List.of(), log);
    assertFalse(g.hasNext());
  }

  @Test
  void close_bodyThrowsAnother_throwsThat() {
    IOException failure = new IOException("in finally");
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          try {
            y.yield(1);
          } finally {
            rethrow(failure);
          }
          return null;
        });
    g.next();

    assertSame(failure, assertThrows(IOException.class, g::close));
  }

  private static void rethrow(IOException failure) throws IOException {
    throw failure;
  }

  @Test
  void close_bodyYieldsInFinally_bothAreTold() {
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          try {
            y.yield(1);
          } finally {
            try {
              y.yield(2);
            } catch (GreenletError e) {
              log.add("told");
            }
          }
          return null;
        });
    g.next();

    GreenletError told = assertThrows(GreenletError.class, g::close);
    assertTrue(told.getMessage().contains("generator ignored GeneratorExit"), told::getMessage);
    assertEquals(List.of("told"), log);
    assertFalse(g.hasNext());
  }

  @Test
  void close_bodySleepsInFinally_waitsAndLetsOthersRun() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Generator<Integer, Void, Void> g =
        Generator.of(y -> {
          try {
            y.yield(1);
          } finally {
            Greenlets.sleep(Duration.ofSeconds(2));
            log.add("closed");
          }
          return null;
        });
    g.next();
    Greenlets.spawnLater(Duration.ofSeconds(1), () -> log.add("other"));

    g.close();

    assertEquals(List.of("other", "closed"), log);
    assertEquals(Duration.ofSeconds(2), clock.elapsed());
  }

  @Test
  void close_byItsOwnBody_isRefused() {
    List<Generator<Integer, Void, Void>> self = new ArrayList<>();
    self.add(
        Generator.of(y -> {
          self.getFirst().close();
          return null;
        }));

    GreenletError refused = assertThrows(GreenletError.class, self.getFirst()::next);
    assertTrue(refused.getMessage().contains("already executing"), refused::getMessage);
  }
}
