package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A carrier with nothing to run does not run. The passing of time is the subject, so it sleeps. */
@EnabledOnOs(OS.LINUX)
class IdleHubTest {
  private static final int PERIOD_MILLIS = 200;

  /** For what was begun to come to its end. */
  private static final int TRIES = 20;

  private static boolean isStill(String carrier) throws InterruptedException {
    long before = OsThreads.switchesIfAsleep(carrier);
    Thread.sleep(PERIOD_MILLIS);
    return before >= 0 && before == OsThreads.switchesIfAsleep(carrier);
  }

  @Test
  void carrier_allWait_isNotRunByTheSystem() throws Exception {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    AtomicBoolean ended = new AtomicBoolean();
    try (Hub hub = Hub.start("idle")) {
      String carrier = hub.spawn(() -> OsThreads.currentId()).get();
      hub.spawn(() -> queue.take());
      int tries = 0;
      while (!isStill(carrier)) {
        tries++;
        assertTrue(tries < TRIES, "runs on");
      }
      Greenlet<?> ticking =
          hub.spawn(() -> {
            while (!ended.get()) {
              Greenlets.sleep(Duration.ofMillis(2));
            }
            return null;
          });
      assertTrue(!isStill(carrier), "the control: one ticks");
      ended.set(true);
      queue.add("end");
      ticking.join();
    }
  }
}
