package io.greenlet.diagnostics;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static io.greenlet.diagnostics.Switching.assertDoesNotSwitch;
import static io.greenlet.diagnostics.Switching.assertSwitches;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What counts as a switch, in greenlets and on a plain thread. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class SwitchingTest {
  private static final Duration TIME = Duration.ofHours(1);

  @BeforeEach
  void sleepsCostNoTime() {
    VirtualClock.install();
  }

  /** Runs a body in a greenlet, which is alone on its hub. */
  private static void inGreenlet(ThrowingRunnable body) throws Exception {
    Hub.run(() -> {
      body.run();
      return null;
    });
  }

  private static void assertFails(String message, ThrowingRunnable body) {
    String said = assertThrows(AssertionError.class, body::run).getMessage();
    assertTrue(said.contains(message), said);
  }

  @Test
  void assertSwitches_codeThatWaits_passes() throws Exception {
    assertSwitches(() -> sleep(TIME));
    assertSwitches(() -> yieldNow());
    assertSwitches(() -> Greenlet.of(() -> null).switchTo());
    inGreenlet(() -> assertSwitches(() -> sleep(TIME)));
    inGreenlet(() -> assertSwitches(() -> yieldNow()));
    inGreenlet(() -> assertSwitches(() -> Greenlet.of(() -> null).switchTo()));
    inGreenlet(() ->
        assertSwitches(() -> {
          SynchronousQueue<String> queue = new SynchronousQueue<>();
          spawn(() -> queue.put("x"));
          queue.take();
        }));
  }

  /** It is alone on its hub, which has nobody else to run in between. */
  @Test
  void assertSwitches_ofAVirtualThreadThatBorrowsTheHub_passesOnlyIfItWaits() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    inGreenlet(() -> {
      Thread guest =
          Thread.ofVirtual()
              .uncaughtExceptionHandler((thread, failure) -> thrown.set(failure))
              .start(() -> {
                try {
                  assertSwitches(() -> Thread.sleep(1));
                  assertFails(" has not switched", () -> assertSwitches(() -> {}));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      guest.join();
    });
    assertEquals(null, thrown.get());
  }

  @Test
  void assertSwitches_codeThatOnlyComputes_fails() throws Exception {
    assertFails(
        "main greenlet of " + Thread.currentThread().getName() + " has not switched",
        () -> assertSwitches(() -> {}));
    inGreenlet(() -> assertFails(" has not switched", () -> assertSwitches(() -> {})));
    inGreenlet(() -> assertFails(" has not switched", () -> assertSwitches(() -> spawn(() -> {}))));
  }

  @Test
  void assertDoesNotSwitch_codeThatOnlyComputes_passes() throws Exception {
    assertDoesNotSwitch(() -> spawn(() -> {}));
    inGreenlet(() -> assertDoesNotSwitch(() -> spawn(() -> {})));
  }

  @Test
  void assertDoesNotSwitch_codeThatWaits_fails() throws Exception {
    assertFails(" has switched", () -> assertDoesNotSwitch(() -> sleep(TIME)));
    inGreenlet(() -> assertFails(" has switched", () -> assertDoesNotSwitch(() -> yieldNow())));
  }

  @Test
  void assertSwitches_withinAnother_eachCountsItsOwn() throws Exception {
    assertSwitches(() -> {
      assertDoesNotSwitch(() -> {});
      sleep(TIME);
    });
    assertFails(
        " has switched", () -> assertDoesNotSwitch(() -> assertSwitches(() -> sleep(TIME))));
  }

  @Test
  void assertSwitches_codeThatThrows_throwsThat() {
    IOException failure = new IOException("expected by the test");
    assertSame(
        failure,
        assertThrows(
            IOException.class,
            () ->
                assertSwitches(() -> {
                  throw failure;
                })));
  }

  // -- at least every so often; the clock of the monitor is real

  private static void spinUntilReported(Duration limit) throws Exception {
    AtomicBoolean reported = new AtomicBoolean();
    assertSwitches(
        limit,
        () -> {
          while (!reported.get()) {
            Thread.onSpinWait();
          }
        },
        blocked -> reported.set(true));
  }

  @Test
  void assertSwitchesEvery_codeThatComputesForLonger_failsWithThePlace() throws Exception {
    inGreenlet(() -> {
      AssertionError error =
          assertThrows(AssertionError.class, () -> spinUntilReported(Duration.ofMillis(2)));
      String name = Greenlet.current().name();
      assertEquals(name + " has not let others run for 2 ms", error.getMessage());
      assertTrue(
          Arrays.stream(error.getCause().getStackTrace())
              .anyMatch(frame -> frame.getMethodName().contains("spinUntilReported")));
    });
  }

  @Test
  void assertSwitchesEvery_codeThatIsQuickerOrSwitches_passes() throws Exception {
    assertSwitches(TIME, () -> {});
    inGreenlet(() -> assertSwitches(TIME, () -> yieldNow()));
  }
}
