package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two threads that start, or start and kill, the same greenlets at the same time. */
@ExtendWith(FreshHub.class)
final class StartRaceTest {
  private static final int COUNT = 5_000;

  /** How many a thread goes through before it waits for the other, so that they stay together. */
  private static final int STRIDE = 64;

  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private final Queue<Throwable> reported = new ConcurrentLinkedQueue<>();

  /** Greenlets of a hub, not started, whose parent is the hub's main greenlet. */
  private List<Greenlet<?>> unstartedOn(Hub hub) throws InterruptedException {
    hub.setErrorHandler((g, t) -> reported.add(t));
    Greenlet<List<Greenlet<?>>> maker =
        hub.spawn(() -> {
          List<Greenlet<?>> gs = new ArrayList<>();
          for (int i = 0; i < COUNT; i++) {
            gs.add(Greenlet.of(runs::incrementAndGet).link(g -> ends.incrementAndGet()));
          }
          return gs;
        });
    return maker.get();
  }

  private static void race(
      List<Greenlet<?>> gs, Consumer<Greenlet<?>> one, Consumer<Greenlet<?>> other)
      throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    List<FutureTask<?>> racers = new ArrayList<>();
    for (Consumer<Greenlet<?>> action : List.of(one, other)) {
      FutureTask<?> racer =
          new FutureTask<>(() -> {
            for (int i = 0; i < gs.size(); i++) {
              if (i % STRIDE == 0) {
                barrier.await();
              }
              action.accept(gs.get(i));
            }
            return null;
          });
      racers.add(racer);
      Thread.ofPlatform().start(racer);
    }
    for (FutureTask<?> racer : racers) {
      racer.get();
    }
  }

  @Test
  void start_byTwoThreads_runsEachOnceAndLetsTheHubClose() throws Exception {
    try (Hub hub = Hub.start("hub")) {
      race(unstartedOn(hub), Greenlet::start, Greenlet::start);
    }

    assertEquals(COUNT, runs.get());
    assertEquals(COUNT, ends.get());
    assertEquals(List.of(), List.copyOf(reported));
  }

  @Test
  void killLater_againstStart_endsEachOnceAndLetsTheHubClose() throws Exception {
    try (Hub hub = Hub.start("hub")) {
      List<Greenlet<?>> gs = unstartedOn(hub);
      race(gs, Greenlet::start, g -> g.killLater(new GreenletExit()));
      Greenlets.joinAll(gs);
    }

    assertEquals(COUNT, ends.get());
    assertTrue(runs.get() <= COUNT);
    assertEquals(List.of(), List.copyOf(reported));
  }

  @Test
  void killLater_againstStartLater_leavesNoTimer() throws Exception {
    Hub seen;
    try (Hub hub = Hub.start("hub")) {
      seen = hub;
      List<Greenlet<?>> gs = unstartedOn(hub);
      race(gs, g -> g.startLater(Duration.ofDays(1)), g -> g.killLater(new GreenletExit()));
      Greenlets.joinAll(gs);
    }

    assertEquals(0, runs.get());
    assertEquals(COUNT, ends.get());
    assertEquals(0, seen.stats().timers());
  }
}
