package io.greenlet.generator;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.spawnLater;
import static io.greenlet.Greenlets.withTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;
import io.greenlet.Hub;
import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies that wait, several who ask, and those who may not. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class GeneratorOnHubTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final List<String> log = new ArrayList<>();
  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
  }

  /** Yields 0, 1, ... with a second before each. */
  private Generator<Integer, Void, Void> ticks() {
    return Generator.of(y -> {
      try {
        for (int i = 0; ; i++) {
          sleep(SECOND);
          y.yield(i);
        }
      } finally {
        log.add("finally");
      }
    });
  }

  @Test
  void body_thatSleeps_letsOthersRunWhileMainWaits() {
    Generator<Integer, Void, Void> g = ticks();
    spawn(() -> {
      for (int i = 0; i < 2; i++) {
        sleep(SECOND.multipliedBy(2).minusMillis(500));
        log.add("other at " + clock.elapsed());
      }
    });

    for (int i = 0; i < 3; i++) {
      log.add(g.next() + " at " + clock.elapsed());
    }
    g.close();

    assertEquals(
        List.of(
            "0 at PT1S", "other at PT1.5S", "1 at PT2S", "other at PT3S", "2 at PT3S", "finally"),
        log);
  }

  @Test
  void body_thatWaitsForAQueue_isFedByAnotherGreenlet() throws InterruptedException {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Generator<String, Void, Void> g =
        Generator.of(y -> {
          for (String line = queue.take(); !line.equals("end"); line = queue.take()) {
            y.yield(line);
          }
          return null;
        });
    Greenlet<List<String>> reader = spawn(() -> g.stream().toList());
    for (String line : List.of("a", "b", "end")) {
      sleep(SECOND);
      queue.add(line);
    }

    assertEquals(List.of("a", "b"), reader.get());
  }

  @Test
  void next_bySeveralGreenletsInTurn_eachGetsTheNextValue() throws InterruptedException {
    Generator<Integer, Void, Void> g = ticks();
    joinAll(
        spawn(() -> log.add("a " + g.next())),
        spawnLater(SECOND.multipliedBy(5), () -> log.add("b " + g.next())),
        spawnLater(SECOND.multipliedBy(9), () -> log.add("c " + g.next())));
    g.close();

    assertEquals(List.of("a 0", "b 1", "c 2", "finally"), log);
  }

  @Test
  void next_whileAnotherGreenletWaitsForTheBody_isRefusedAndHarmsNobody()
      throws InterruptedException {
    Generator<Integer, Void, Void> g = ticks();
    Greenlet<Integer> first = spawn(g::next);
    Greenlet<GreenletError> second = spawn(() -> assertThrows(GreenletError.class, g::next));
    Greenlet<GreenletError> third = spawn(() -> assertThrows(GreenletError.class, g::close));

    assertTrue(second.get().getMessage().contains("already executing"));
    assertTrue(third.get().getMessage().contains("already executing"));
    assertEquals(0, first.get());
    assertEquals(1, g.next());
    g.close();
  }

  @Test
  void next_byItsOwnBody_isRefused() {
    List<Generator<Integer, Void, Void>> self = new ArrayList<>();
    self.add(
        Generator.of(y -> {
          y.yield(self.getFirst().next());
          return null;
        }));

    GreenletError refused = assertThrows(GreenletError.class, self.getFirst()::next);
    assertTrue(refused.getMessage().contains("already executing"), refused::getMessage);
  }

  @Test
  void yield_byAnotherGreenletOrAfterTheEnd_isRefused() throws InterruptedException {
    List<Yielder<String, Void>> kept = new ArrayList<>();
    Generator<String, Void, Void> g =
        Generator.of(y -> {
          kept.add(y);
          Greenlet<GreenletError> other =
              spawn(() -> assertThrows(GreenletError.class, () -> y.yield("stolen")));
          y.yield(other.get().getMessage());
          return null;
        });

    assertTrue(g.next().contains("yield outside of its generator"));
    GreenletError suspended =
        assertThrows(GreenletError.class, () -> kept.getFirst().yield("from main"));
    assertTrue(suspended.getMessage().contains("is not the body"), suspended::getMessage);
    g.close();
    assertThrows(GreenletError.class, () -> kept.getFirst().yield("late"));
    assertThrows(GreenletError.class, () -> kept.getFirst().yieldAll(List.of("late")));
  }

  @Test
  void next_fromAnotherHub_isRefusedWithBothNames() throws Exception {
    Generator<Integer, Void, Void> g = ticks();
    g.next();

    try (Hub other = Hub.start("elsewhere")) {
      Greenlet<GreenletError> asking =
          other.spawn(() -> {
            assertThrows(GreenletError.class, g::close);
            assertThrows(GreenletError.class, g::hasNext);
            return assertThrows(GreenletError.class, g::next);
          });
      String message = asking.get().getMessage();
      assertTrue(message.contains("hub elsewhere"), message);
      assertTrue(message.contains("runs on hub " + Hub.current().stats().name()), message);
    }
    assertEquals(1, g.next());
    g.close();
  }

  @Test
  void next_afterHasNextElsewhere_isRefused() throws Exception {
    Generator<Integer, Void, Void> g = ticks();
    assertTrue(g.hasNext());

    try (Hub other = Hub.start("elsewhere")) {
      assertEquals(
          GreenletError.class,
          other.spawn(() -> assertThrows(GreenletError.class, g::next)).get().getClass());
    }
    assertEquals(0, g.next());
    g.close();
  }

  @Test
  void next_firstAskedElsewhere_belongsThere() throws Exception {
    Generator<Integer, Void, Void> g = Generator.of(y -> y.yield(1));

    try (Hub other = Hub.start("elsewhere")) {
      assertEquals(1, other.spawn(g::next).get());
      assertThrows(GreenletError.class, g::next);
      other
          .spawn(() -> {
            g.close();
            return null;
          })
          .get();
    }
  }

  @Test
  void next_onAVirtualThreadWithoutAHub_isRefused() throws InterruptedException {
    FutureTask<Object> asking = new FutureTask<>(() -> ticks().next());
    Thread.startVirtualThread(asking).join();

    assertSame(
        GreenletError.class,
        assertThrows(ExecutionException.class, asking::get).getCause().getClass());
  }

  @Test
  void kill_ofWhoAsksWhileTheBodySleeps_unwindsTheBodyFirst() throws InterruptedException {
    Generator<Integer, Void, Void> g = ticks();
    Greenlet<Void> asking =
        spawn(() -> {
          try {
            g.next();
          } finally {
            log.add("asker ends");
          }
        });
    sleep(SECOND.dividedBy(2));

    asking.kill();

    assertEquals(List.of("finally", "asker ends"), log);
    assertTrue(asking.isSuccessful());
    assertFalse(g.hasNext());
    assertEquals(Duration.ofMillis(500), clock.elapsed());
  }

  @Test
  void kill_thatTheBodySwallows_isOver() throws InterruptedException {
    Generator<String, Void, Void> g =
        Generator.of(y -> {
          try {
            sleep(SECOND);
          } catch (GreenletExit e) {
            y.yield("survived");
          }
          return null;
        });
    Greenlet<String> asking = spawn(g::next);
    sleep(SECOND.dividedBy(2));

    asking.kill();

    assertEquals("survived", asking.value());
    assertFalse(g.hasNext());
  }

  @Test
  void withTimeout_aroundNext_unwindsTheBodyAndIsTheAskersOwn() {
    Generator<Integer, Void, Void> g = ticks();

    assertThrows(TimeoutException.class, () -> withTimeout(SECOND.dividedBy(2), g::next));

    assertEquals(List.of("finally"), log);
    assertFalse(g.hasNext());
  }

  @Test
  void withTimeout_ofTheBodyRunningOutWhileSuspended_isRaisedWithTheNextQuestion()
      throws InterruptedException {
    Generator<String, Void, Void> g =
        Generator.of(y -> {
          try {
            withTimeout(SECOND, () -> y.yield("in time"));
          } catch (TimeoutException e) {
            y.yield("too late");
          }
          return null;
        });
    assertEquals("in time", g.next());
    sleep(SECOND.multipliedBy(3));

    assertEquals("too late", g.next());
    g.close();
  }

  @Test
  void greenletOfTheBody_killedWhileSuspended_isUnwoundByTheNextQuestion()
      throws InterruptedException {
    Generator<Greenlet<?>, Void, Void> g =
        Generator.of(y -> {
          try {
            y.yield(Greenlet.current());
          } finally {
            log.add("unwound");
          }
          return null;
        });
    Greenlet<?> body = g.next();
    body.killLater(new GreenletExit("why"));
    sleep(SECOND);
    assertEquals(List.of(), log);

    assertEquals("why", assertThrows(GreenletExit.class, g::next).getMessage());
    assertEquals(List.of("unwound"), log);
  }

  @Test
  void body_thatSwitchesByHand_isSwitchedBackThroughWhoAsks() {
    Greenlet<?> main = Greenlet.current();
    Greenlet<Object> helper = Greenlet.of(first -> "helper got " + main.switchTo("to main"));
    Generator<Object, Void, Void> g =
        Generator.of(y -> {
          y.yield(helper.switchTo());
          return null;
        });

    // As in Python, where a generator runs in the greenlet that asks it.
    assertEquals("to main", g.next());
    g.close();
    helper.throwIn();
  }

  @Test
  void switchTo_whoAsksWhileTheBodySleeps_unwindsBoth() throws InterruptedException {
    Generator<Integer, Void, Void> g = ticks();
    Greenlet<String> asking =
        Greenlet.of(() -> assertThrows(GreenletError.class, g::next).getMessage());
    Greenlet<Void> stray =
        spawn(() -> {
          asking.switchTo("stray");
        });

    String told = (String) asking.switchTo();

    assertTrue(told.contains("while it waited for the generator"), told);
    assertEquals(List.of("finally"), log);
    stray.kill();
  }

  @Test
  void consumer_inAGreenlet_worksAsOnMain() throws InterruptedException {
    Greenlet<List<Integer>> consumer = spawn(() -> ticks().stream().limit(3).toList());

    assertEquals(List.of(0, 1, 2), consumer.get());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void interrupt_ofWhoAsks_staysPendingUntilTheAnswer() throws InterruptedException {
    Generator<Integer, Void, Void> g = ticks();
    Greenlet<Boolean> asking =
        spawn(() -> {
          g.next();
          return Thread.interrupted();
        });
    sleep(SECOND.dividedBy(2));
    asking.thread().interrupt();

    assertTrue(asking.get());
    assertEquals(SECOND, clock.elapsed());
    g.close();
    assertNull(g.result());
  }
}
