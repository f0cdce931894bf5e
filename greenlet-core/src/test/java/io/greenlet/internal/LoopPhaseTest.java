package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Walks OPEN -> CLOSING -> OVER, the life of a hub. */
@ExtendWith(FreshHub.class)
class LoopPhaseTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private String see(Hub hub) {
    String phase = hub.toString().replaceAll(".*\\[([A-Z]+),.*", "$1");
    seen.add(phase);
    return phase;
  }

  @Test
  void phase_ofAPlainThreadsHub_goesAlongTheArrows() {
    Hub hub = Hub.current();
    Greenlets.spawn(() -> see(hub));
    Greenlets.yieldNow();
    Greenlets.spawn(() -> see(hub));

    hub.close();
    see(hub);

    assertEquals(List.of("OPEN", "CLOSING", "OVER"), seen);
  }

  @Test
  void phase_ofADedicatedHub_goesAlongTheArrows() throws InterruptedException {
    Hub hub = Hub.start("dedicated");
    CountDownLatch opened = new CountDownLatch(1);
    Greenlet<?> last =
        hub.spawn(() -> {
          see(hub);
          opened.countDown();
          while (hub.toString().contains("OPEN")) {
            Greenlets.yieldNow();
          }
          return see(hub);
        });
    opened.await();

    hub.close();
    see(hub);

    assertEquals(List.of("OPEN", "CLOSING", "OVER"), seen);
    assertEquals("CLOSING", last.value());
  }

  @Test
  void phase_closedTwice_staysOver() {
    Hub hub = Hub.start("dedicated");
    hub.close();

    hub.close();

    assertEquals("OVER", see(hub));
  }
}
