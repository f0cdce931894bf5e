package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who waits in a call cannot be switched to: the call would return early. */
@ExtendWith(FreshHub.class)
class RefusedSwitchTest {
  private final List<Object> events = new ArrayList<>();

  /** Both verbs are refused, with the same reason, and nothing is thrown in the target. */
  private static void assertRefused(Greenlet<?> g, String doing, String advice) {
    for (GreenletError error :
        List.of(
            assertThrows(GreenletError.class, () -> g.switchTo("wrong")),
            assertThrows(GreenletError.class, () -> g.throwIn(new RuntimeException("wrong"))))) {
      String message = error.getMessage();
      assertTrue(message.startsWith("cannot switch to " + g.name() + ", which is "), message);
      assertTrue(message.contains(doing), message);
      assertTrue(message.contains(advice), message);
    }
    assertFalse(g.isDead());
  }

  @Test
  void switchTo_sleeping_isRefusedAndItSleepsOn() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<Duration> g =
        Greenlets.spawn(() -> {
          Greenlets.sleep(Duration.ofSeconds(5));
          return clock.elapsed();
        });
    Greenlets.sleep(Duration.ofSeconds(1));

    assertRefused(g, "waiting for PT5S", "only a greenlet that left by switchTo");

    assertEquals(Duration.ofSeconds(5), g.get(), "not early");
  }

  @Test
  void switchTo_waitingInTheJdk_isRefusedAndItWaitsOn() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Greenlet<String> g = Greenlets.spawn(queue::take);
    Greenlets.yieldNow();

    assertRefused(g, "waiting in a JDK call", "would make that call return early");

    Greenlets.yieldNow();
    assertFalse(g.isDead());
    queue.add("for real");
    assertEquals("for real", g.get());
  }

  @Test
  void switchTo_joining_isRefusedNamingWhatItWaitsFor() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Greenlet<String> target = Greenlets.spawn(queue::take);
    Greenlet<String> g = Greenlets.spawn(() -> target.get());
    Greenlets.yieldNow();

    assertRefused(g, "waiting for the end of " + target.name(), "return early");

    queue.add("for real");
    assertEquals("for real", g.get());
  }

  @Test
  void switchTo_scheduled_isRefusedAndItRunsInItsTurn() throws InterruptedException {
    Greenlet<String> g = Greenlets.spawn(() -> "ran");

    assertRefused(g, "scheduled", "use join or get to wait for it");

    assertEquals("ran", g.get());
  }

  @Test
  void switchTo_startLaterPending_isRefusedAndItStartsInTime() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<Duration> g = Greenlets.spawnLater(Duration.ofSeconds(3), clock::elapsed);

    assertRefused(g, "scheduled", "use join or get to wait for it");

    assertEquals(Duration.ofSeconds(3), g.get());
  }

  @Test
  void switchTo_yielding_isRefusedAndItHasItsTurn() throws InterruptedException {
    Greenlet<?> yielding =
        Greenlets.spawn(() -> {
          events.add("yields");
          Greenlets.yieldNow();
          events.add("back");
        });
    Greenlet<?> g =
        Greenlets.spawn(
            () -> assertRefused(yielding, "waiting for its next turn", "its hub will run it"));

    Greenlets.joinAll(yielding, g);
    assertEquals(List.of("yields", "back"), events);
    assertTrue(g.isSuccessful(), () -> String.valueOf(g.exception()));
  }

  @Test
  void switchTo_mainThatJoins_isRefusedAndItJoinsOn() throws InterruptedException {
    Greenlet<?> main = Greenlet.current();
    Greenlet<?> g =
        Greenlets.spawn(() -> {
          GreenletError error = assertThrows(GreenletError.class, main::switchTo);
          events.add(error.getMessage());
        });

    g.join();

    assertTrue(g.isSuccessful(), () -> String.valueOf(g.exception()));
    assertTrue(
        events.getFirst().toString().contains("waiting for the end of " + g.name()),
        events::toString);
  }

  @Test
  void switchTo_mainOfADedicatedHub_isRefused() throws InterruptedException {
    try (Hub hub = Hub.start("dedicated")) {
      hub.setErrorHandler((failed, failure) -> events.add(failure.getClass()));
      Greenlet<?> g = hub.spawn(() -> Greenlet.current().parent().switchTo());

      g.join();

      assertTrue(g.exception() instanceof GreenletError, () -> String.valueOf(g.exception()));
      assertTrue(g.exception().getMessage().contains("waiting for work"));
    }
    assertEquals(List.of(GreenletError.class), events);
  }

  /**
   * What counts is how it left: one that was started can be switched to when it is switched out.
   */
  @Test
  void switchTo_startedAndSwitchedOut_resumesIt() throws InterruptedException {
    Greenlet<?> main = Greenlet.current();
    Greenlet<Object> started = Greenlets.spawn(() -> main.switchTo("from the started one"));
    Greenlet<Object> waiting = Greenlet.of(() -> new LinkedBlockingQueue<>().take());

    assertEquals("from the started one", waiting.switchTo());
    Greenlet<?> resumer = Greenlets.spawn(() -> started.switchTo("its result"));

    assertEquals("its result", started.get());
    resumer.kill();
    waiting.kill();
  }
}
