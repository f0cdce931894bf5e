package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several hubs behind one door: greenlets are spread, never move, and meet across hubs. */
class HubGroupTest {
  @Test
  void of_noHub_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> HubGroup.of(0));
  }

  @Test
  void spawn_several_areSpreadInTurn() throws Exception {
    try (HubGroup group = HubGroup.of(3)) {
      List<Hub> hubs = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        hubs.add(group.spawn(Hub::current).get());
      }
      assertEquals(group.hubs(), hubs.subList(0, 3));
      assertEquals(group.hubs(), hubs.subList(3, 6));
      assertEquals(3, group.stats().size());
    }
  }

  @Test
  void spawn_meetThroughAQueue_stayOnTheirHubs() throws Exception {
    try (HubGroup group = HubGroup.of(2)) {
      BlockingQueue<Integer> queue = new SynchronousQueue<>();
      Greenlet<Boolean> giver =
          group.spawn(() -> {
            Hub own = Hub.current();
            for (int i = 0; i < 1_000; i++) {
              queue.put(i);
            }
            return own == Hub.current();
          });
      Greenlet<Integer> taker =
          group.spawn(() -> {
            int sum = 0;
            for (int i = 0; i < 1_000; i++) {
              sum += queue.take();
            }
            return sum;
          });

      assertTrue(giver.get());
      assertEquals(499_500, taker.get());
    }
  }

  /** Neither gives its hub away while it spins, so each needs the other to run beside it. */
  @Test
  void spawn_twoHubs_runAtTheSameTime() throws Exception {
    try (HubGroup group = HubGroup.of(2)) {
      AtomicInteger arrived = new AtomicInteger();
      List<Greenlet<Integer>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(
            group.spawn(() -> {
              arrived.incrementAndGet();
              while (arrived.get() < 2) {
                Thread.onSpinWait();
              }
              return arrived.get();
            }));
      }

      for (Greenlet<Integer> each : both) {
        assertEquals(2, each.get());
      }
    }
  }

  @Test
  void get_acrossHubs_waits() throws Exception {
    try (HubGroup group = HubGroup.of(2)) {
      CountDownLatch latch = new CountDownLatch(1);
      Greenlet<String> first =
          group.spawn(() -> {
            latch.await();
            return "value";
          });
      Greenlet<String> second = group.spawn(() -> first.get());
      latch.countDown();

      assertEquals("value", second.get());
    }
  }

  @Test
  void kill_acrossHubs_endsIt() throws Exception {
    try (HubGroup group = HubGroup.of(2)) {
      Greenlet<Object> victim = group.spawn(() -> new SynchronousQueue<>().take());
      Greenlet<Boolean> killer =
          group.spawn(() -> {
            victim.kill();
            return victim.isDead();
          });

      assertTrue(killer.get());
      assertInstanceOf(GreenletExit.class, victim.value());
    }
  }

  @Test
  void close_greenletsSpawnOthers_waitsForAll() {
    AtomicInteger ended = new AtomicInteger();
    try (HubGroup group = HubGroup.of(2)) {
      group.spawn(() -> spawnChain(group, 200, ended));
    }

    assertEquals(200, ended.get());
  }

  private static int spawnChain(HubGroup group, int left, AtomicInteger ended) {
    Greenlets.yieldNow();
    if (left > 1) {
      group.spawn(() -> spawnChain(group, left - 1, ended));
    }
    return ended.incrementAndGet();
  }

  @Test
  void close_oneKilledBeforeItRan_isNotWaitedFor() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    try (HubGroup group = HubGroup.of(1)) {
      group
          .spawn(() -> {
            group.spawn(ran::incrementAndGet).kill();
            return null;
          })
          .join();
    }

    assertEquals(0, ran.get());
  }

  @Test
  void close_twice_doesNothingMore() {
    HubGroup group = HubGroup.of(2);
    group.close();
    group.close();

    assertThrows(GreenletError.class, () -> group.spawn(() -> null));
  }

  @Test
  void close_byOwnGreenlet_isRefused() throws Exception {
    try (HubGroup group = HubGroup.of(2)) {
      Greenlet<GreenletError> closer =
          group.spawn(() -> assertThrows(GreenletError.class, group::close));

      assertTrue(closer.get().getMessage().contains("its own end"));
    }
  }

  @Test
  void close_interrupted_killsAndKeepsTheStatus() throws Exception {
    HubGroup group = HubGroup.of(2);
    CountDownLatch running = new CountDownLatch(2);
    List<Greenlet<?>> victims = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      victims.add(
          group.spawn(() -> {
            running.countDown();
            return new LinkedBlockingQueue<>().take();
          }));
    }
    running.await();
    Thread.currentThread().interrupt();
    group.close();

    assertTrue(Thread.interrupted());
    assertTrue(victims.stream().allMatch(Greenlet::isDead));
  }

  @Test
  void execute_fails_isReported() throws Exception {
    BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();
    RuntimeException failure = new RuntimeException("expected");
    try (HubGroup group = HubGroup.of(2)) {
      group.setErrorHandler((greenlet, thrown) -> reported.add(thrown));
      group.execute(() -> {
        throw failure;
      });

      assertSame(failure, reported.take());
    }
  }
}
