package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of hubs, with and without a carrier of their own. */
@ExtendWith(FreshHub.class)
final class HubCloseTest {
  private final Collection<String> events = new ConcurrentLinkedQueue<>();

  private List<String> eventList() {
    return List.copyOf(events);
  }

  /** Switches out of the current greenlet for good, and records how that ends. */
  private Callable<Object> switchingOutFrom(Greenlet<?> starter) {
    return () -> {
      try {
        return starter.switchTo();
      } catch (GreenletExit e) {
        events.add("exit");
        throw e;
      } finally {
        events.add("finally");
      }
    };
  }

  @Test
  void close_ofAStartedHub_waitsForItsGreenlets() {
    Hub hub = Hub.start("hub");
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      hub.spawn(() -> {
        go.await();
        yieldNow();
        return events.add("done");
      });
    }
    hub.spawn(() -> {
      go.countDown();
      return null;
    });
    hub.close();

    assertEquals(List.of("done", "done", "done"), eventList());
    assertEquals(0, hub.stats().alive());
  }

  @Test
  void close_ofAStartedHub_waitsForWhatItsGreenletsSpawn() {
    Hub hub = Hub.start("hub");
    hub.spawn(() -> {
      Greenlets.spawnLater(
          Duration.ofMillis(1),
          () -> {
            hub.execute(() -> events.add("grandchild"));
            return events.add("child");
          });
      return events.add("parent");
    });
    hub.close();

    assertEquals(List.of("parent", "child", "grandchild"), eventList());
  }

  @Test
  void close_ofAStartedHub_unwindsWhatIsSwitchedOut() {
    Hub hub = Hub.start("hub");
    hub.spawn(() -> {
      Greenlet<?> starter = Greenlet.current();
      Greenlet.of(switchingOutFrom(starter)).switchTo();
      return events.add("starter ends");
    });
    hub.close();

    assertEquals(List.of("starter ends", "exit", "finally"), eventList());
    assertEquals(0, hub.stats().alive());
  }

  @Test
  void close_twice_doesNothingMore() {
    Hub hub = Hub.start("hub");
    hub.close();
    hub.close();

    assertTrue(hub.toString().contains("OVER"), hub.toString());
  }

  @Test
  void spawn_onAClosedHub_isRefusedByName() {
    Hub hub = Hub.start("gone");
    hub.close();

    for (ThrowingRunnable use :
        List.<ThrowingRunnable>of(() -> hub.spawn(() -> "never"), () -> hub.execute(() -> {}))) {
      GreenletError e = assertThrows(GreenletError.class, use::run);
      assertTrue(e.getMessage().contains("hub gone is closed"), e.getMessage());
    }
  }

  @Test
  void close_byAGreenletOfTheHub_isRefused() throws InterruptedException {
    try (Hub hub = Hub.start("own")) {
      Greenlet<GreenletError> g = hub.spawn(() -> assertThrows(GreenletError.class, hub::close));
      assertTrue(g.get().getMessage().contains("cannot close its own hub own"));
    }
    Greenlet<GreenletError> here =
        spawn(() -> assertThrows(GreenletError.class, () -> Hub.current().close()));

    assertTrue(here.get().getMessage().contains("cannot close its own hub"));
  }

  @Test
  void close_byAGreenletOfAnotherHub_letsThatHubGoOn() throws InterruptedException {
    Hub hub = Hub.start("closed by another");
    CountDownLatch go = new CountDownLatch(1);
    hub.spawn(() -> {
      go.await();
      return events.add("closed hub's greenlet");
    });
    Greenlet<?> closer =
        spawn(() -> {
          hub.close();
          events.add("closed");
        });
    Greenlet<?> other =
        spawn(() -> {
          events.add("other greenlet");
          go.countDown();
        });
    Greenlets.joinAll(closer, other);

    assertEquals(List.of("other greenlet", "closed hub's greenlet", "closed"), eventList());
  }

  @Test
  void close_byAnotherThreadThanTheHubs_isRefused() throws Exception {
    Hub hub = Hub.current();
    GreenletError[] refused = new GreenletError[1];
    Thread.ofPlatform()
        .start(() -> refused[0] = assertThrows(GreenletError.class, hub::close))
        .join();

    assertTrue(refused[0].getMessage().contains("only that thread can close it"));
  }

  @Test
  void close_ofAPlainThreadsHub_drivesItToTheEndAndMakesRoomForANewOne() throws Exception {
    VirtualClock clock = VirtualClock.install();
    Hub old = Hub.current();
    spawn(() -> {
      sleep(Duration.ofDays(1));
      events.add("slept");
    });
    old.close();

    assertEquals(List.of("slept"), eventList());
    assertEquals(Duration.ofDays(1), clock.elapsed());
    assertNotSame(old, Hub.current());
    assertEquals("new hub", spawn(() -> "new hub").get());
    old.close();
  }

  @Test
  void close_ofAPlainThreadsHub_unwindsWhatIsSwitchedOut() {
    Greenlet<?> out = Greenlet.of(switchingOutFrom(Greenlet.current()));
    Greenlet<?> unstarted = Greenlet.of(() -> "never");
    out.switchTo();
    Hub.current().close();

    assertEquals(List.of("exit", "finally"), eventList());
    assertTrue(out.isDead());
    assertFalse(unstarted.isDead());
  }

  @Test
  void close_oneSwitchedOutWhoseFinallySleeps_waitsForThat() {
    VirtualClock.install();
    Greenlet<?> main = Greenlet.current();
    Greenlet<?> out =
        Greenlet.of(() -> {
          try {
            return main.switchTo();
          } finally {
            sleep(Duration.ofDays(1));
            events.add("finally");
          }
        });
    out.switchTo();
    Hub.current().close();

    assertEquals(List.of("finally"), eventList());
    assertTrue(out.isDead());
  }

  @Test
  void start_onAClosedHub_isRefusedAndChangesNothing() {
    Greenlet<?> g = Greenlet.of(() -> events.add("ran"));
    Hub.current().close();

    assertThrows(GreenletError.class, g::start);
    assertThrows(GreenletError.class, () -> g.startLater(Duration.ofDays(1)));
    assertFalse(g.isStarted());
    assertFalse(g.isDead());
  }

  @Test
  void spawn_onTheHubOfAThreadThatHasEnded_isRefused() throws InterruptedException {
    Hub[] hub = new Hub[1];
    Thread.ofPlatform().name("ended").start(() -> hub[0] = Hub.current()).join();
    GreenletError e = assertThrows(GreenletError.class, () -> hub[0].spawn(() -> "never"));

    assertTrue(e.getMessage().contains("hub ended"), e.getMessage());
  }

  @Test
  void toFuture_ofADeadGreenletOfAClosedHub_isComplete() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    g.join();
    Hub.current().close();

    assertEquals("value", g.toFuture().getNow("not complete"));
    g.link(dead -> events.add("linked late"));
    yieldNow();
    assertEquals(List.of("linked late"), eventList());
  }

  @Test
  void close_virtualThreadOfAGreenletOutlivesIt_endsAllTheSame() throws InterruptedException {
    Hub hub = Hub.start("outlived");
    CountDownLatch go = new CountDownLatch(1);
    Greenlet<Thread> starter =
        hub.spawn(() ->
            Thread.startVirtualThread(() -> {
              try {
                go.await();
                Thread.yield();
                events.add("guest");
              } catch (InterruptedException e) {
                events.add("interrupted");
              }
            }));
    Thread guest = starter.get();
    hub.close();
    go.countDown();
    guest.join();

    assertEquals(List.of("guest"), eventList());
  }

  @Test
  void start_always_namesTheCarrierAfterTheHub() throws InterruptedException {
    try (Hub hub = Hub.start("named")) {
      Greenlet<String> g = hub.spawn(() -> Greenlet.current().parent().thread().getName());

      assertTrue(g.get().contains("named"), g.get());
      assertTrue(g.parent().thread().isDaemon());
    }
    assertThrows(NullPointerException.class, () -> Hub.start(null));
  }
}
