package io.greenlet;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Waiting for several greenlets, here and from elsewhere. */
@ExtendWith(FreshHub.class)
final class JoinAllTest {
  private static Greenlet<?> sleeper(int seconds) {
    return spawn(() -> sleep(Duration.ofSeconds(seconds)));
  }

  private static boolean allDead(Collection<? extends Greenlet<?>> gs) {
    return gs.stream().allMatch(Greenlet::isDead);
  }

  @Test
  void joinAll_severalSleepers_takesAsLongAsTheLongest() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    List<Greenlet<?>> gs = List.of(sleeper(3), sleeper(1), sleeper(2));
    joinAll(gs);

    assertTrue(allDead(gs));
    assertEquals(Duration.ofSeconds(3), clock.elapsed());
  }

  @Test
  void joinAll_nothing_returnsAtOnce() throws InterruptedException {
    joinAll();
    joinAll(List.of());

    assertTrue(joinAll(List.of(), Duration.ZERO));
  }

  @Test
  void joinAll_duplicates_countOnce() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<?> once = sleeper(1);
    Greenlet<?> twice = sleeper(2);
    joinAll(twice, once, twice, once, twice);

    assertTrue(once.isDead() && twice.isDead());
    assertEquals(Duration.ofSeconds(2), clock.elapsed());
  }

  @Test
  void joinAll_someDeadAlready_waitsForTheRest() throws InterruptedException {
    Greenlet<?> dead = spawn(() -> {});
    dead.join();
    Greenlet<?> alive = spawn(() -> yieldNow());

    joinAll(dead, alive);
    assertTrue(alive.isDead());
    joinAll(dead, alive);
  }

  @Test
  void joinAll_timeOver_returnsFalseAndLeavesNoTimer() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<?> quick = sleeper(1);
    Greenlet<?> slow = sleeper(5);
    List<Greenlet<?>> gs = List.of(slow, quick, slow);

    assertFalse(joinAll(gs, Duration.ofSeconds(2)));
    assertEquals(Duration.ofSeconds(2), clock.elapsed());
    assertTrue(quick.isDead());
    assertFalse(slow.isDead());
    assertEquals(1, Hub.current().stats().timers());
    assertTrue(joinAll(gs, Duration.ofSeconds(60)));
    assertEquals(Duration.ofSeconds(5), clock.elapsed());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void joinAll_oneFails_isNotThrown() throws InterruptedException {
    List<Throwable> reported = new ArrayList<>();
    Hub.current().setErrorHandler((g, t) -> reported.add(t));
    RuntimeException failure = new IllegalStateException("broken");
    Greenlet<?> failing =
        spawn(
            (ThrowingRunnable)
                () -> {
                  throw failure;
                });
    Greenlet<?> good = spawn(() -> yieldNow());
    joinAll(failing, good);

    assertTrue(allDead(List.of(failing, good)));
    assertEquals(List.of(failure), reported);
  }

  @Test
  void joinAll_oneselfAmongThem_isRefused() throws InterruptedException {
    Greenlet<?> other = spawn(() -> yieldNow());
    Greenlet<GreenletError> g =
        spawn(() ->
            assertThrows(GreenletError.class, () -> joinAll(List.of(other, Greenlet.current()))));

    assertTrue(g.get().getMessage().contains("waits for its own end"), g.get().getMessage());
    other.join();
  }

  @Test
  void joinAll_fromAPlainThread_waitsForAnotherThreadsHub() throws InterruptedException {
    Greenlet<String> here =
        spawn(() -> {
          yieldNow();
          return "here";
        });
    Collection<String> seen = new ConcurrentLinkedQueue<>();
    List<Greenlet<?>> gs = List.of(here, spawn(() -> {}));
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                joinAll(gs);
                seen.add(here.value());
              } catch (InterruptedException e) {
                seen.add("interrupted");
              }
            });
    joinAll(gs);
    thread.join();

    assertEquals(List.of("here"), List.copyOf(seen));
  }

  @Test
  void joinAll_fromAVirtualThreadWithoutHub_waits() throws InterruptedException {
    Collection<String> seen = new ConcurrentLinkedQueue<>();
    try (Hub hub = Hub.start("hub")) {
      CountDownLatch go = new CountDownLatch(1);
      Greenlet<?> g =
          hub.spawn(() -> {
            go.await();
            return null;
          });
      Thread thread =
          Thread.startVirtualThread(() -> {
            try {
              seen.add("in time " + joinAll(List.of(g), Duration.ofMillis(1)));
              go.countDown();
              joinAll(g);
              seen.add("dead " + g.isDead());
            } catch (InterruptedException e) {
              seen.add("interrupted");
            }
          });
      thread.join();
    }

    assertEquals(List.of("in time false", "dead true"), List.copyOf(seen));
  }
}
