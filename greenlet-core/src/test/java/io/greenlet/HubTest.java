package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.spawnLater;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A plain thread's hub: running, executing, counting; {@link HubCloseTest} has its end. */
@ExtendWith(FreshHub.class)
final class HubTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final List<String> events = new ArrayList<>();

  @Test
  void current_onOneThread_isAlwaysTheSame() throws InterruptedException {
    Hub hub = Hub.current();

    assertSame(hub, Hub.current());
    assertSame(hub, spawn(() -> Hub.current()).get());
    assertSame(hub, Greenlet.current().hub());
    assertEquals(Thread.currentThread().getName(), hub.stats().name());
  }

  @Test
  void current_onAnotherThread_isAnother() throws Exception {
    FutureTask<Hub> theirs = new FutureTask<>(Hub::current);
    Thread.ofPlatform().name("their thread").start(theirs).join();

    assertNotSame(Hub.current(), theirs.get());
    assertEquals("their thread", theirs.get().stats().name());
  }

  @Test
  void run_goodEnd_returnsTheResult() throws Exception {
    assertEquals("result", Hub.run(() -> "result"));
    assertEquals("inner of outer", Hub.run(() -> Hub.run(() -> "inner") + " of outer"));
  }

  @Test
  void run_letsOthersRunMeanwhile() throws Exception {
    spawn(() -> events.add("other"));
    Hub.run(() -> {
      yieldNow();
      return events.add("main body");
    });

    assertEquals(List.of("other", "main body"), events);
  }

  @Test
  void run_failure_throwsThatVeryException() {
    Hub.current().setErrorHandler((g, t) -> {});
    IOException failure = new IOException("broken");

    assertSame(
        failure,
        assertThrows(
            IOException.class,
            () ->
                Hub.run(() -> {
                  throw failure;
                })));
  }

  @Test
  void run_anError_throwsThatVeryError() {
    Hub.current().setErrorHandler((g, t) -> {});
    Error failure = new AssertionError("wrong");

    assertSame(
        failure,
        assertThrows(
            AssertionError.class,
            () ->
                Hub.run(() -> {
                  throw failure;
                })));
  }

  @Test
  void execute_onTheHub_runsEachTaskAsAGreenletInOrder() {
    Hub hub = Hub.current();
    hub.execute(() -> events.add("a " + Thread.currentThread().isVirtual()));
    hub.execute(() -> events.add("b " + (Greenlet.current().hub() == hub)));
    assertEquals(List.of(), events);
    yieldNow();

    assertEquals(List.of("a true", "b true"), events);
    assertThrows(NullPointerException.class, () -> hub.execute(null));
  }

  @Test
  void execute_fromAnotherThread_runsWhereTheHubIsDriven() throws InterruptedException {
    Hub hub = Hub.current();
    CountDownLatch done = new CountDownLatch(100);
    Greenlet<?> waiting = spawn(() -> done.await());
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 100; i++) {
                int number = i;
                hub.execute(() -> {
                  events.add("task " + number);
                  done.countDown();
                });
              }
            });
    waiting.join();
    thread.join();

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      expected.add("task " + i);
    }
    assertEquals(expected, events);
  }

  @Test
  void stats_ofAPlainThreadsHub_countWhatThereIs() throws InterruptedException {
    VirtualClock.install();
    Hub hub = Hub.current();
    String name = Thread.currentThread().getName();
    assertEquals(new HubStats(name, 0, 0, 0, 0, 0), hub.stats());
    Greenlet<?> main = Greenlet.current();
    Greenlet<?> sleeping = spawn(() -> sleep(DAY));
    Greenlet<?> later = spawnLater(DAY, () -> "late");
    Greenlet<?> out = Greenlet.of(() -> main.switchTo());
    assertEquals(new HubStats(name, 0, 0, 1, 1, 0), hub.stats());
    out.switchTo();
    assertEquals(2, hub.stats().switches());
    assertEquals(1, hub.stats().alive());
    yieldNow();
    assertEquals(new HubStats(name, 2, 2, 0, 2, 2), hub.stats());
    out.switchTo();
    sleeping.join();
    later.join();

    assertEquals(new HubStats(name, 3, 0, 0, 0, 4), hub.stats());
  }

  @Test
  void stats_fromAnotherThread_canBeTaken() throws Exception {
    try (Hub hub = Hub.start("theirs")) {
      hub.spawn(() -> "done").join();
      HubStats stats = hub.stats();

      assertEquals("theirs", stats.name());
      assertEquals(1, stats.started());
    }
  }

  @Test
  void toString_always_tellsNameAndCounts() {
    String text = Hub.current().toString();

    assertTrue(text.startsWith("hub " + Thread.currentThread().getName() + " ["), text);
    assertTrue(text.contains("OPEN"), text);
    assertTrue(text.contains("timers 0"), text);
  }

  @Test
  void current_onAVirtualThreadWithoutHub_isRefusedWithAdvice() throws Exception {
    FutureTask<Hub> asked = new FutureTask<>(Hub::current);
    Thread.startVirtualThread(asked).join();
    Throwable refused = asked.exceptionNow();

    assertTrue(refused instanceof GreenletError, refused.toString());
    assertTrue(refused.getMessage().contains("Hub.start"), refused.getMessage());
    assertFalse(refused.getMessage().contains("null"), refused.getMessage());
  }
}
