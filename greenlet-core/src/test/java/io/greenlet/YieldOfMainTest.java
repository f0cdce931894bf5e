package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a plain thread that yields finds ready, after it has long done something else. */
@Timeout(30)
final class YieldOfMainTest {
  private final List<String> said = new ArrayList<>();

  @Test
  void yieldNow_othersTimeHasComeMeanwhile_letsThemRun() throws InterruptedException {
    var wait = Duration.ofMillis(1);
    var sleeper =
        Greenlets.spawn(() -> {
          said.add("asleep");
          Greenlets.sleep(wait);
          said.add("awake");
        });
    Greenlets.yieldNow();
    // The real clock is the subject: the greenlet's time must have come, with nobody driving.
    long start = System.nanoTime();
    while (System.nanoTime() - start <= 2 * wait.toNanos()) {
      Thread.onSpinWait();
    }
    Greenlets.yieldNow();

    assertEquals(List.of("asleep", "awake"), said);
    sleeper.join();
  }

  @Test
  void yieldNow_anotherThreadHasWokenOneMeanwhile_letsItRun() throws InterruptedException {
    var parked =
        Greenlets.spawn(() -> {
          LockSupport.park();
          said.add("awake");
        });
    Greenlets.yieldNow();
    Thread waker = Thread.ofPlatform().start(() -> LockSupport.unpark(parked.thread()));
    waker.join();
    Greenlets.yieldNow();

    assertEquals(List.of("awake"), said);
    parked.join();
  }
}
