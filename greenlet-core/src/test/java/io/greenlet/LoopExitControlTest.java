package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.spawnLater;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.greenlet.internal.StallProbe;
import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Waits that look endless from the hub and are not: {@link LoopExit} must not fire.
 *
 * <p>Virtual time makes the hub look again and again without delay, so that "a long time" is a
 * number of looks. As in {@link LoopExitTest}, a thread that other tests left behind would make all
 * of this true for nothing.
 */
@ExtendWith(FreshHub.class)
@Order(2)
final class LoopExitControlTest {
  /** Dozens of looks: their distance doubles from 50 ms to 10 s. */
  private static final Duration MANY_LOOKS = Duration.ofMinutes(10);

  /** By the system clock, more than the hub's patience for two looks. */
  private static final Duration TWO_LOOKS = Duration.ofMillis(230);

  private final LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /** What another thread does in the end, given a greenlet that waits for the queue. */
  @FunctionalInterface
  interface Rescue {
    void of(Greenlet<?> taker, LinkedBlockingQueue<String> queue);
  }

  @BeforeEach
  void assumeThatNobodyIsAround() {
    assumeTrue(StallProbe.isEverybodyElseIdle(), "another thread of this JVM is not idle yet");
  }

  static List<Named<Rescue>> rescues() {
    return List.of(
        Named.of("put", (g, queue) -> queue.add("rescued")),
        Named.of("kill", (g, queue) -> g.killLater(new GreenletExit())),
        Named.of("execute", (g, queue) -> g.hub().execute(() -> queue.add("rescued"))),
        Named.of("spawn", (g, queue) -> g.hub().spawn(() -> queue.add("rescued"))),
        Named.of("interrupt", (g, queue) -> g.thread().interrupt()));
  }

  /**
   * A thread that sleeps for many looks, acts, and sleeps until the test is over: woken threads
   * count as waiting until the machine lets them run, so it must not be woken by another.
   */
  private Thread actAfterManyLooks(VirtualClock clock, Runnable action) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            while (clock.elapsed().compareTo(MANY_LOOKS) < 0) {
              Thread.sleep(1);
            }
            action.run();
            assertTrue(over.await(1, TimeUnit.HOURS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void assertJoinedAndNotAlone(Greenlet<?> g, Thread other) throws InterruptedException {
    try {
      g.join();
    } finally {
      over.countDown();
      other.join();
    }
  }

  private Greenlet<?> spawnTaker() {
    return spawn(() -> {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        return "interrupted";
      }
    });
  }

  @ParameterizedTest
  @MethodSource("rescues")
  void join_whileAnotherThreadSleeps_waitsForItsRescue(Rescue rescue) throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<?> taker = spawnTaker();
    Thread rescuer = actAfterManyLooks(clock, () -> rescue.of(taker, queue));
    assertJoinedAndNotAlone(taker, rescuer);

    assertTrue(taker.isSuccessful());
  }

  @Test
  void join_whileAnotherThreadSleeps_waitsForItsUnpark() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    boolean[] unparked = new boolean[1];
    Greenlet<?> parked =
        spawn(() -> {
          while (!unparked[0]) {
            LockSupport.park();
          }
        });
    Thread rescuer =
        actAfterManyLooks(
            clock,
            () -> {
              unparked[0] = true;
              LockSupport.unpark(parked.thread());
            });
    assertJoinedAndNotAlone(parked, rescuer);

    assertTrue(parked.isSuccessful());
  }

  @Test
  void join_whileAnotherThreadSleeps_waitsForItsInterrupt() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Thread main = Thread.currentThread();
    Greenlet<?> taker = spawnTaker();
    Thread rescuer = actAfterManyLooks(clock, main::interrupt);

    assertThrows(InterruptedException.class, () -> assertJoinedAndNotAlone(taker, rescuer));
    taker.kill();
  }

  @Test
  void switchTo_whileAnotherThreadSleeps_waitsForIt() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<String> taker = Greenlet.of(() -> queue.take());
    Thread rescuer = actAfterManyLooks(clock, () -> queue.add("rescued"));
    Object result = taker.switchTo();
    over.countDown();
    rescuer.join();

    assertEquals("rescued", result);
  }

  @Test
  void join_whileAnotherThreadRuns_waitsForIt() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<?> taker = spawnTaker();
    Thread busy =
        Thread.ofPlatform()
            .start(() -> {
              while (clock.elapsed().compareTo(MANY_LOOKS) < 0) {
                Thread.onSpinWait();
              }
              queue.add("rescued");
              while (over.getCount() > 0) {
                Thread.onSpinWait();
              }
            });
    assertJoinedAndNotAlone(taker, busy);

    assertEquals("rescued", taker.value());
  }

  @Test
  void join_whileATimerIsPending_waitsForIt() throws InterruptedException {
    VirtualClock.install();
    Greenlet<?> taker = spawnTaker();
    Greenlet<?> sleeper =
        spawn(() -> {
          sleep(Duration.ofDays(365));
          queue.add("rescued");
        });
    taker.join();
    assertEquals("rescued", taker.value());

    Greenlet<?> again = spawnTaker();
    spawnLater(Duration.ofDays(365), () -> queue.add("rescued"));
    again.join();
    assertTrue(sleeper.isDead());
  }

  @Test
  void join_withATimeout_endsByThat() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<?> taker = spawnTaker();

    assertFalse(taker.join(Duration.ofDays(365)));
    assertEquals(Duration.ofDays(365), clock.elapsed());
    taker.kill();
  }

  @Test
  void join_whileAnotherHubHasATimer_waitsForIt() throws InterruptedException {
    try (Hub hub = Hub.start("other")) {
      Greenlet<?> taker = spawnTaker();
      Greenlet<?> later =
          hub.spawn(() -> {
            sleep(TWO_LOOKS);
            return queue.add("rescued");
          });
      taker.join();
      later.join();
    }
  }

  @Test
  void join_whileAGreenletSleepsInTheJdk_waitsForIt() throws InterruptedException {
    Greenlet<?> taker = spawnTaker();
    spawn(() -> {
      Thread.sleep(TWO_LOOKS);
      queue.add("rescued");
    });
    taker.join();

    assertEquals("rescued", taker.value());
  }

  @Test
  void join_whileAnExecutorHasAScheduledTask_waitsForIt() throws InterruptedException {
    try (ScheduledExecutorService executor = Executors.newScheduledThreadPool(1)) {
      Greenlet<?> taker = spawnTaker();
      executor.schedule(() -> queue.add("rescued"), TWO_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
      taker.join();
      assertEquals("rescued", taker.value());
    }
  }
}
