package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.spawnLater;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Closing hubs by an interrupted thread, which kills what it would have waited for. */
@ExtendWith(FreshHub.class)
final class HubCloseInterruptTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final List<String> events = new ArrayList<>();

  private void closeKilling(Greenlet<?> g) {
    Hub hub = g.hub();
    Thread.currentThread().interrupt();
    hub.close();

    assertTrue(Thread.interrupted());
    assertInstanceOf(GreenletExit.class, g.value());
    assertEquals(List.of(), events);
    assertEquals(0, hub.stats().alive());
    assertEquals(0, hub.stats().timers());
  }

  @Test
  void close_oneWaiting_killsIt() {
    Greenlet<?> g = spawn(() -> new Semaphore(0).acquire());
    yieldNow();

    closeKilling(g);
  }

  @Test
  void close_oneSleeping_killsIt() {
    Greenlet<?> g = spawn(() -> sleep(DAY));
    yieldNow();

    closeKilling(g);
  }

  @Test
  void close_oneScheduled_killsItUnrun() {
    closeKilling(spawn(() -> events.add("ran")));
  }

  @Test
  void close_oneToBeStartedLater_killsItUnrun() {
    closeKilling(spawnLater(DAY, () -> events.add("ran")));
  }

  @Test
  void close_oneSwitchedOut_unwindsIt() {
    Greenlet<?> main = Greenlet.current();
    Greenlet<?> g = Greenlet.of(() -> main.switchTo());
    g.switchTo();

    closeKilling(g);
  }

  @Test
  void close_oneThatSpawnsInItsFinally_killsOrRunsAll() {
    Greenlet<?> g =
        spawn(() -> {
          try {
            sleep(DAY);
          } finally {
            spawn(() -> {});
          }
        });
    yieldNow();

    closeKilling(g);
  }

  @Test
  void close_ofAHubWithACarrier_killsWhatWaits() throws InterruptedException {
    Hub hub = Hub.start("hub");
    CountDownLatch waiting = new CountDownLatch(2);
    Greenlet<Object> blocked =
        hub.spawn(() -> {
          waiting.countDown();
          new Semaphore(0).acquire();
          return null;
        });
    Greenlet<Object> sleeping =
        hub.spawn(() -> {
          waiting.countDown();
          sleep(DAY);
          return null;
        });
    Greenlet<Boolean> later = hub.spawn(() -> spawnLater(DAY, () -> events.add("ran"))).get();
    waiting.await();

    closeKilling(blocked);
    assertInstanceOf(GreenletExit.class, sleeping.value());
    assertInstanceOf(GreenletExit.class, ((Greenlet<?>) later).value());
  }
}
