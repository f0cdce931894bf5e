package io.greenlet.pool;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.spawnLater;
import static io.greenlet.Greenlets.withTimeout;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;
import io.greenlet.GreenletFailedException;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Places: who waits for one, and when one is free. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class PoolTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final List<String> log = new ArrayList<>();
  private VirtualClock clock;
  private int running;
  private int mostRunning;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
    Hub.current().setErrorHandler((g, t) -> log.add("failed " + t.getMessage()));
  }

  private int work(int input) throws InterruptedException {
    running++;
    mostRunning = Math.max(mostRunning, running);
    sleep(SECOND);
    running--;
    return input * 10;
  }

  @Test
  void spawn_intoAFullPool_waitsForAPlace() throws InterruptedException {
    Pool pool = new Pool(2);
    for (int i = 0; i < 5; i++) {
      int input = i;
      pool.spawn(() -> work(input));
      log.add(i + " at " + clock.elapsed());
    }
    pool.join();

    assertEquals(List.of("0 at PT0S", "1 at PT0S", "2 at PT1S", "3 at PT1S", "4 at PT2S"), log);
    assertEquals(2, mostRunning);
    assertEquals(2, pool.freeCount());
    assertEquals(SECOND.multipliedBy(3), clock.elapsed());
  }

  @Test
  void spawn_bySeveral_getsPlacesInOrderOfAsking() throws InterruptedException {
    Pool pool = new Pool(1);
    pool.spawn(() -> work(0));
    for (String name : List.of("a", "b", "c")) {
      spawn(() -> {
        pool.spawn(() -> work(0));
        log.add(name);
      });
    }
    sleep(SECOND.multipliedBy(10));

    assertEquals(List.of("a", "b", "c"), log);
    assertEquals(1, mostRunning);
  }

  @Test
  void spawn_killedWhileItWaits_leavesItsPlaceInTheQueueToTheNext() throws InterruptedException {
    Pool pool = new Pool(1);
    pool.spawn(() -> work(0));
    Greenlet<Greenlet<Integer>> killed = spawn(() -> pool.<Integer>spawn(() -> work(1)));
    Greenlet<Greenlet<Integer>> next = spawn(() -> pool.<Integer>spawn(() -> work(2)));
    yieldNow();

    killed.kill();

    assertInstanceOf(GreenletExit.class, ((Greenlet<?>) killed).value());
    assertEquals(20, next.get().get());
    assertEquals(1, pool.freeCount());
    assertEquals(SECOND.multipliedBy(2), clock.elapsed());
  }

  @Test
  void spawn_killedAsItsPlaceComesFree_givesThePlaceBack() throws InterruptedException {
    Pool pool = new Pool(1);
    Greenlet<Integer> first = pool.spawn(() -> work(0));
    Greenlet<Greenlet<Integer>> waiting = spawn(() -> pool.<Integer>spawn(() -> work(1)));
    yieldNow();
    // It is given the place, and killed before it has its turn to take it.
    pool.discard(first);
    assertEquals(0, pool.freeCount());
    waiting.kill();
    first.join();

    assertEquals(1, pool.freeCount());
    assertEquals(0, pool.count());
  }

  @Test
  void spawn_interruptedOrTimedOut_leavesNothingBehind() throws InterruptedException {
    Pool pool = new Pool(1);
    pool.spawn(() -> work(0));
    assertThrows(TimeoutException.class, () -> pool.spawn(() -> work(1), SECOND.dividedBy(2)));
    assertThrows(
        TimeoutException.class,
        () -> withTimeout(SECOND.dividedBy(4), () -> pool.spawn(() -> work(1))));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> pool.spawn(() -> work(1)));

    assertEquals(1, pool.count());
    pool.join();
    assertEquals(1, pool.freeCount());
    assertEquals(SECOND, clock.elapsed());
  }

  @Test
  void spawn_intoAPoolOfNoPlaces_neverGetsOne() throws InterruptedException {
    Pool pool = new Pool(0);

    assertTrue(pool.isFull());
    assertEquals(0, pool.size());
    assertThrows(TimeoutException.class, () -> pool.spawn(() -> work(1), SECOND));
    assertFalse(pool.awaitFree(SECOND));
    assertEquals(SECOND.multipliedBy(2), clock.elapsed());
    pool.join();
  }

  @Test
  void newPool_ofANegativeSize_isRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Pool(-1));
    assertTrue(refused.getMessage().contains("size is -1"), refused::getMessage);
  }

  @Test
  void awaitFree_untilAMemberEnds_answersTrueAndTakesNothing() throws InterruptedException {
    Pool pool = new Pool(1);
    assertTrue(pool.awaitFree(Duration.ZERO));
    pool.spawn(() -> work(0));

    assertTrue(pool.awaitFree(SECOND.multipliedBy(5)));

    assertEquals(SECOND, clock.elapsed());
    assertEquals(1, pool.freeCount());
  }

  @Test
  void member_thatFailsOrIsKilled_freesItsPlace() throws InterruptedException {
    Pool pool = new Pool(2);
    pool.spawn(() -> {
      throw new IOException("broken");
    });
    Greenlet<Integer> unstarted = pool.spawn(() -> work(1));
    unstarted.kill();
    pool.join();

    assertEquals(2, pool.freeCount());
    assertEquals(List.of("failed broken"), log);
  }

  @Test
  void addAndDiscard_takeAndFreeAPlace() throws InterruptedException {
    Pool pool = new Pool(1);
    Greenlet<Integer> added = spawn(() -> work(0));
    pool.add(added);
    assertEquals(0, pool.freeCount());
    assertThrows(
        TimeoutException.class,
        () ->
            withTimeout(
                Duration.ofMillis(1),
                () -> {
                  pool.add(spawn(() -> 1));
                  return null;
                }));

    pool.discard(added);
    assertEquals(1, pool.freeCount());
    added.join();
    assertEquals(1, pool.freeCount());
  }

  @Test
  void apply_byTheOnlyMember_runsInline() throws InterruptedException {
    Pool pool = new Pool(1);

    assertEquals(42, pool.apply(() -> pool.apply(() -> pool.apply(() -> 42))));
    assertEquals(1, pool.freeCount());
  }

  @Test
  void close_whileAnotherWaitsForAPlace_refusesThatOne() throws InterruptedException {
    Pool pool = new Pool(1);
    pool.spawn(() -> work(0));
    Greenlet<GreenletError> waiting =
        spawn(() -> assertThrows(GreenletError.class, () -> pool.spawn(() -> work(1))));
    yieldNow();

    pool.close();

    assertTrue(waiting.get().getMessage().contains("is closed"));
    assertEquals(1, pool.freeCount());
  }

  @Test
  void spawn_onMainAndReleasedByAnotherHub_isWoken() throws Exception {
    Pool pool = new Pool(1);
    List<Greenlet<?>> spawners = new ArrayList<>();
    try (Hub other = Hub.start("other")) {
      for (int i = 0; i < 500; i++) {
        spawners.add(other.spawn(() -> pool.spawn(() -> 1)));
        pool.spawn(() -> 2);
      }
      // Before the close, in which the main thread does not drive its own hub.
      Greenlets.joinAll(spawners);
      pool.join();
    }
    assertEquals(1, pool.freeCount());
  }

  @Test
  void map_overMoreThanPlaces_keepsTheOrderAndTheBound() throws InterruptedException {
    Pool pool = new Pool(3);

    assertEquals(
        List.of(0, 10, 20, 30, 40, 50, 60), pool.map(this::work, List.of(0, 1, 2, 3, 4, 5, 6)));
    assertEquals(3, mostRunning);
    assertEquals(SECOND.multipliedBy(3), clock.elapsed());
  }

  @Test
  void map_oneFails_throwsItAndRunsNoFurtherInputs() throws InterruptedException {
    Pool pool = new Pool(2);
    IOException failure = new IOException("broken");
    List<Integer> ran = new ArrayList<>();

    GreenletFailedException thrown =
        assertThrows(
            GreenletFailedException.class,
            () ->
                pool.map(
                    input -> {
                      ran.add(input);
                      work(input);
                      if (input == 1) {
                        throw failure;
                      }
                      return input;
                    },
                    List.of(1, 2, 3, 4, 5, 6)));
    assertSame(failure, thrown.getCause());
    pool.join();

    assertTrue(ran.size() < 6, ran::toString);
    assertEquals(2, pool.freeCount());
  }

  @Test
  void kill_whileASpawnWaits_killsThoseWhoComeToo() throws InterruptedException {
    Pool pool = new Pool(1);
    pool.spawn(() -> work(0));
    spawn(() -> pool.spawn(() -> work(1)));
    yieldNow();

    pool.kill();

    assertEquals(0, pool.count());
    assertEquals(Duration.ZERO, clock.elapsed());
    spawnLater(SECOND, () -> log.add("later")).join();
    assertEquals(1, pool.freeCount());
  }
}
