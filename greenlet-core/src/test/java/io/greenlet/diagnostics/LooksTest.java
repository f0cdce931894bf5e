package io.greenlet.diagnostics;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.diagnostics.BlockingMonitor.Blocked;
import io.greenlet.internal.CoreAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is reported at which look. The looks are taken here, one by one, and not by a thread. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class LooksTest {
  private static final Duration THRESHOLD = Duration.ofMillis(100);

  private final List<Blocked> reports = new ArrayList<>();

  private Looks looksAt(Greenlet<?> greenlet) {
    return new Looks(THRESHOLD, CoreAccess.get().strandOf(greenlet), reports::add);
  }

  private static void look(Looks looks, int times) {
    for (int i = 0; i < times; i++) {
      looks.look();
    }
  }

  @Test
  void look_atOneThatComputes_reportsAtTheThirdLookWithItsStack() throws InterruptedException {
    try (Spinner spinner = new Spinner()) {
      Looks looks = new Looks(THRESHOLD, null, reports::add);

      look(looks, 2);
      assertEquals(List.of(), reports);
      look(looks, 1);

      Blocked blocked = reports.getFirst();
      assertSame(spinner.greenlet(), blocked.greenlet());
      assertEquals(THRESHOLD, blocked.threshold());
      assertTrue(
          blocked.stack().stream().anyMatch(frame -> frame.getMethodName().equals("spin")),
          blocked::toString);
      assertTrue(
          blocked
              .toString()
              .startsWith(spinner.greenlet().name() + " has not let others run for 100 ms; hub "),
          blocked::toString);
    }
  }

  @Test
  void look_againAndAgain_reportsOnceForEachTime() throws InterruptedException {
    Greenlet<?> first;
    Looks looks = new Looks(THRESHOLD, null, reports::add);
    try (Spinner spinner = new Spinner()) {
      first = spinner.greenlet();
      look(looks, 10);
      assertEquals(1, reports.size());
    }
    try (Spinner spinner = new Spinner()) {
      look(looks, 10);
      assertEquals(
          List.of(first, spinner.greenlet()), reports.stream().map(Blocked::greenlet).toList());
    }
  }

  @Test
  void look_atOneThatYieldsBetweenLooks_reportsNothing() throws InterruptedException {
    Greenlet<?> computing =
        spawn(() -> {
          Looks looks = looksAt(Greenlet.current());
          for (int i = 0; i < 10; i++) {
            look(looks, 2);
            yieldNow();
          }
        });
    joinAll(computing);
    assertEquals(List.of(), reports);
  }

  /** The control of the one before: no yield. */
  @Test
  void look_atOneThatDoesNotYield_reportsIt() throws InterruptedException {
    Greenlet<?> computing = spawn(() -> look(looksAt(Greenlet.current()), 3));
    joinAll(computing);
    assertEquals(List.of(computing), reports.stream().map(Blocked::greenlet).toList());
  }

  @Test
  void look_atAHubThatWaits_reportsNothing() throws InterruptedException {
    try (Hub hub = Hub.start("waiting")) {
      CountDownLatch waits = new CountDownLatch(1);
      CountDownLatch ends = new CountDownLatch(1);
      Greenlet<?> waiting =
          hub.spawn(() -> {
            waits.countDown();
            ends.await();
            return null;
          });
      waits.await();
      Looks looks = looksAt(waiting);
      look(looks, 1);
      // It may have been on its way to wait at the first look, but never at three.
      hub.spawn(() -> null).join();

      look(looks, 10);

      assertEquals(List.of(), reports);
      ends.countDown();
    }
  }

  @Test
  void look_atAPlainThreadThatDoesNotWaitForItsGreenlets_reportsItsMainGreenlet()
      throws InterruptedException {
    Greenlet<?> starving = spawn(() -> {});
    look(looksAt(Greenlet.current()), 3);
    assertEquals(List.of(Greenlet.current()), reports.stream().map(Blocked::greenlet).toList());
    joinAll(starving);
  }

  @Test
  void look_atAPlainThreadWithoutGreenlets_reportsNothing() {
    look(looksAt(Greenlet.current()), 10);
    assertEquals(List.of(), reports);
  }

  @Test
  void look_whileItMayBlock_reportsNothingUntilTheOutermostScopeEnds() throws InterruptedException {
    Greenlet<?> exempt =
        spawn(() -> {
          Looks looks = looksAt(Greenlet.current());
          AtomicBoolean ran = new AtomicBoolean();
          BlockingMonitor.mayBlock(() -> {
            assertEquals(7, BlockingMonitor.mayBlock(() -> 7));
            look(looks, 10);
            ran.set(true);
          });
          assertTrue(ran.get());
          assertEquals(List.of(), reports);
          look(looks, 3);
        });
    joinAll(exempt);
    assertEquals(null, exempt.exception());
    assertEquals(List.of(exempt), reports.stream().map(Blocked::greenlet).toList());
  }
}
