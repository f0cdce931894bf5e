package io.greenlet;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.killAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many at once: whatever is spawned ends, and is told of, exactly once. */
@ExtendWith(FreshHub.class)
final class StressTest {
  private static final int THREADS = 4;
  private static final int EACH = 2_000;

  /** Runs a body on several platform threads; fails if one of them does. */
  private static void onThreads(Callable<?> body) throws Exception {
    List<FutureTask<?>> tasks = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      FutureTask<?> task = new FutureTask<>(body);
      tasks.add(task);
      threads.add(Thread.ofPlatform().start(task));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (FutureTask<?> task : tasks) {
      task.get();
    }
  }

  @Test
  void spawn_fromSeveralThreadsOnOneHub_losesNone() throws Exception {
    int[] unguarded = new int[1];
    AtomicInteger links = new AtomicInteger();
    try (Hub hub = Hub.start("hub")) {
      onThreads(() -> {
        List<Greenlet<Integer>> gs = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
          int number = i;
          Greenlet<Integer> g =
              hub.spawn(() -> {
                unguarded[0]++;
                if (number % 3 == 0) {
                  yieldNow();
                }
                return number;
              });
          gs.add(g.link(dead -> links.incrementAndGet()));
        }
        List<Integer> results = Greenlets.gather(gs);
        for (int i = 0; i < EACH; i++) {
          assertEquals(i, results.get(i));
        }
        return null;
      });
    }

    assertEquals(THREADS * EACH, unguarded[0]);
    assertEquals(THREADS * EACH, links.get());
  }

  /** The carrier is about to sleep each time, so a lost wake-up would leave both waiting. */
  @Test
  void execute_oneTaskAtATime_losesNoWakeUp() {
    int count = 20_000;
    AtomicInteger done = new AtomicInteger();
    Thread main = Thread.currentThread();
    try (Hub hub = Hub.start("hub")) {
      for (int i = 1; i <= count; i++) {
        hub.execute(() -> {
          done.incrementAndGet();
          LockSupport.unpark(main);
        });
        while (done.get() < i) {
          LockSupport.park();
        }
      }
    }

    assertEquals(count, done.get());
  }

  @Test
  void execute_fromSeveralThreads_runsEachOnce() throws Exception {
    int[] unguarded = new int[1];
    try (Hub hub = Hub.start("hub")) {
      onThreads(() -> {
        for (int i = 0; i < EACH; i++) {
          hub.execute(() -> unguarded[0]++);
        }
        return null;
      });
    }

    assertEquals(THREADS * EACH, unguarded[0]);
  }

  @Test
  void kill_fromSeveralThreadsInAnyState_endsEachOnce() throws Exception {
    AtomicInteger links = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger unwound = new AtomicInteger();
    try (Hub hub = Hub.start("hub")) {
      onThreads(() -> {
        Random random = new Random(Thread.currentThread().threadId());
        Semaphore never = new Semaphore(0);
        for (int i = 0; i < EACH / 4; i++) {
          int kind = random.nextInt(4);
          Greenlet<Object> g =
              hub.spawn(() -> {
                begun.incrementAndGet();
                try {
                  switch (kind) {
                    case 0 -> sleep(Duration.ofDays(1));
                    case 1 -> never.acquire();
                    case 2 -> new CountDownLatch(1).await();
                    default -> yieldNow();
                  }
                  return "ended";
                } finally {
                  unwound.incrementAndGet();
                }
              });
          g.link(dead -> links.incrementAndGet());
          if (random.nextBoolean()) {
            g.join(Duration.ofNanos(1));
          }
          g.kill();
          assertTrue(g.isDead());
          assertTrue(g.isSuccessful());
        }
        return null;
      });
    }

    assertEquals(THREADS * (EACH / 4), links.get());
    assertEquals(begun.get(), unwound.get());
  }

  @Test
  void join_ofGreenletsOfSeveralHubsByEachOther_endsWithExactCounts() throws Exception {
    int count = 2_000;
    AtomicInteger sum = new AtomicInteger();
    try (Hub one = Hub.start("one");
        Hub two = Hub.start("two")) {
      Greenlet<Integer> previous = one.spawn(() -> 0);
      for (int i = 1; i <= count; i++) {
        Greenlet<Integer> before = previous;
        previous =
            (i % 2 == 0 ? one : two)
                .spawn(() -> {
                  sum.incrementAndGet();
                  return before.get() + 1;
                });
      }
      assertEquals(count, previous.toFuture().get());
    }

    assertEquals(count, sum.get());
  }

  @Test
  void sleep_aHundredThousandAtOnce_allWakeInOrder() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    int count = 100_000;
    int[] woken = new int[1];
    int[] outOfOrder = new int[1];
    int[] last = new int[1];
    List<Greenlet<?>> gs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int millis = 1 + (int) ((i * 7919L) % 1000);
      gs.add(
          spawn(() -> {
            sleep(Duration.ofMillis(millis));
            woken[0]++;
            outOfOrder[0] += millis < last[0] ? 1 : 0;
            last[0] = millis;
          }));
    }
    yieldNow();
    assertEquals(count, Hub.current().stats().timers());
    assertEquals(count, Hub.current().stats().alive());
    joinAll(gs);

    assertEquals(count, woken[0]);
    assertEquals(0, outOfOrder[0]);
    assertEquals(Duration.ofSeconds(1), clock.elapsed());
    assertEquals(count, Hub.current().stats().started());
  }

  @Test
  void killAll_tenThousandInSeveralStates_leavesNothing() throws InterruptedException {
    VirtualClock.install();
    int count = 10_000;
    Semaphore never = new Semaphore(0);
    List<Greenlet<?>> gs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ThrowingRunnable body = i % 2 == 0 ? () -> sleep(Duration.ofDays(1)) : never::acquire;
      gs.add(spawn(body));
      if (i == count / 2) {
        yieldNow();
      }
    }
    killAll(gs);

    assertTrue(gs.stream().allMatch(Greenlet::isDead));
    assertEquals(0, Hub.current().stats().timers());
    assertEquals(0, never.getQueueLength());
  }
}
