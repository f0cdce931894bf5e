package io.greenlet.pool;

import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.withTimeout;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletFailedException;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls on platform threads; the clock is the real one, for it is theirs too. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class ThreadPoolTest {
  private final List<String> log = new ArrayList<>();
  private final CountDownLatch latch = new CountDownLatch(1);
  private final ThreadPool pool = new ThreadPool(2);

  @AfterEach
  void closePool() {
    latch.countDown();
    pool.close();
  }

  @Test
  void apply_ofACall_runsOnAPlatformThreadAndLetsOthersRun() throws InterruptedException {
    spawn(() -> {
      log.add("other");
      latch.countDown();
    });

    Thread ran =
        pool.apply(() -> {
          latch.await();
          return Thread.currentThread();
        });

    assertEquals(List.of("other"), log);
    assertFalse(ran.isVirtual());
    assertTrue(ran.isDaemon());
    assertNotSame(Thread.currentThread(), ran);
    assertTrue(ran.getName().startsWith("thread-pool-"), ran::getName);
  }

  @Test
  void apply_byAGreenlet_letsTheHubRunOthers() throws InterruptedException {
    Greenlet<Integer> caller =
        spawn(() ->
            pool.apply(() -> {
              latch.await();
              return 7;
            }));
    spawn(() -> latch.countDown());

    assertEquals(7, caller.get());
  }

  @Test
  void apply_thatFails_throwsWithTheCause() {
    IOException failure = new IOException("broken");

    assertSame(failure, failureOfApply(failure).getCause());
  }

  private GreenletFailedException failureOfApply(IOException failure) {
    return assertThrows(
        GreenletFailedException.class,
        () ->
            pool.apply(() -> {
              throw failure;
            }));
  }

  @Test
  void apply_onAThreadOfTheSamePool_runsInline() throws InterruptedException {
    ThreadPool one = new ThreadPool(1);
    try (one) {
      Thread outer = one.apply(Thread::currentThread);
      assertSame(outer, one.apply(() -> one.apply(() -> one.apply(Thread::currentThread))));
      IOException failure = new IOException("broken");
      assertSame(failure, one.apply(() -> failureOfApply(failure)).getCause());
      assertNotSame(outer, one.apply(() -> pool.apply(Thread::currentThread)));
    }
  }

  @Test
  void apply_killedWhileTheCallRuns_interruptsTheThreadAndDoesNotWait() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Greenlet<Void> caller =
        spawn(() -> {
          pool.apply(() -> {
            runs.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
            return null;
          });
        });
    while (runs.getCount() > 0) {
      yieldNow();
    }

    caller.kill();

    interrupted.await();
    assertTrue(caller.isSuccessful());
  }

  @Test
  void apply_killedWhileTheCallWaitsForAThread_neverRunsIt() throws InterruptedException {
    ThreadPool one = new ThreadPool(1);
    try (one) {
      Greenlet<Void> blocking = one.spawn(() -> latch.await());
      Greenlet<Boolean> waiting = spawn(() -> one.apply(() -> log.add("never")));
      yieldNow();

      waiting.kill();
      latch.countDown();
      blocking.join();
    }
    assertEquals(List.of(), log);
  }

  @Test
  void apply_withinATimeout_isEndedByIt() {
    assertThrows(
        TimeoutException.class,
        () ->
            withTimeout(
                Duration.ofMillis(10),
                () ->
                    pool.apply(() -> {
                      latch.await();
                      return null;
                    })));
  }

  @Test
  void spawn_isAGreenletWithAResult() throws InterruptedException {
    IOException failure = new IOException("broken");
    Hub.current().setErrorHandler((g, t) -> log.add("reported"));
    Greenlet<Integer> good = pool.spawn(() -> 1);
    Greenlet<Void> bad =
        pool.spawn(() -> {
          throw failure;
        });
    pool.join();

    assertEquals(1, good.value());
    assertSame(failure, bad.exception());
    assertEquals(List.of("reported"), log);
  }

  @Test
  void map_overManyInputs_usesNoMoreThreadsThanAllowed() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> inputs = IntStream.range(0, 200).boxed().toList();

    List<Integer> results =
        pool.map(
            input -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              threads.add(Thread.currentThread());
              running.decrementAndGet();
              return input;
            },
            inputs);

    assertEquals(inputs, results);
    assertTrue(threads.size() <= 2 && most.get() <= 2, () -> threads + " " + most);
  }

  @Test
  void threads_idle_expire() throws InterruptedException {
    try (ThreadPool brief = new ThreadPool(3, Duration.ofMillis(1))) {
      Thread worker = brief.apply(Thread::currentThread);
      worker.join();

      assertEquals(0, brief.threadCount());
      assertNotSame(worker, brief.apply(Thread::currentThread));
    }
  }

  @Test
  void setMaxSize_upAndDown_takesEffectAtOnce() throws InterruptedException {
    CountDownLatch three = new CountDownLatch(3);
    pool.setMaxSize(3);
    for (int i = 0; i < 3; i++) {
      pool.spawn(() -> {
        three.countDown();
        three.await();
      });
    }
    pool.join();

    assertEquals(3, pool.maxSize());
    pool.setMaxSize(1);
    assertEquals(1, pool.maxSize());
    assertEquals(5, pool.apply(() -> 5));
    assertThrows(IllegalArgumentException.class, () -> pool.setMaxSize(0));
    assertThrows(IllegalArgumentException.class, () -> new ThreadPool(0));
    assertThrows(IllegalArgumentException.class, () -> new ThreadPool(1, Duration.ZERO));
  }

  @Test
  void call_thatUsesGreenlets_hasAHubOfItsOwnWhichEndsWithTheThread() throws InterruptedException {
    List<Hub> hubs = new ArrayList<>();
    try (ThreadPool brief = new ThreadPool(1, Duration.ofMillis(1))) {
      Thread worker =
          brief.apply(() -> {
            hubs.add(Hub.current());
            assertEquals(3, Greenlets.spawn(() -> 3).get());
            return Thread.currentThread();
          });
      assertNotSame(Hub.current(), hubs.getFirst());
      worker.join();
    }

    assertThrows(GreenletError.class, () -> hubs.getFirst().spawn(() -> 1));
  }

  @Test
  void close_waitsForItsMembersAndRefusesMore() {
    pool.spawn(() -> log.add("ran"));

    pool.close();

    assertEquals(List.of("ran"), log);
    assertThrows(GreenletError.class, () -> pool.spawn(() -> 1));
    GreenletError refused = assertThrows(GreenletError.class, () -> pool.apply(() -> 1));
    assertTrue(refused.getMessage().contains("is closed"), refused::getMessage);
  }

  @Test
  void kill_interruptsCallsAndTakesOffThoseThatWait() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      pool.spawn(() -> {
        ran.incrementAndGet();
        latch.await();
      });
    }
    while (ran.get() < 2) {
      yieldNow();
    }

    pool.kill();

    assertEquals(0, pool.count());
    assertEquals(9, pool.apply(() -> 9));
    assertEquals(2, ran.get());
  }
}
