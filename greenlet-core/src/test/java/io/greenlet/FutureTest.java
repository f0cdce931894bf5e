package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link Greenlet#toFuture}: completion from the greenlet, cancelling both ways. */
@ExtendWith(FreshHub.class)
final class FutureTest {
  private static Greenlet<String> sleeper() {
    Greenlet<String> g =
        spawn(() -> {
          sleep(Duration.ofDays(1));
          return "never";
        });
    yieldNow();
    return g;
  }

  @Test
  void toFuture_goodEnd_completesWithTheResult() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    CompletableFuture<String> future = g.toFuture();
    assertFalse(future.isDone());
    g.join();
    yieldNow();

    assertEquals("value", future.getNow("not yet"));
    assertEquals(Future.State.SUCCESS, future.state());
  }

  @Test
  void toFuture_nullResult_completesWithNull() throws InterruptedException {
    Greenlet<String> g = spawn(() -> (String) null);
    CompletableFuture<String> future = g.toFuture();
    g.join();
    yieldNow();

    assertEquals(Future.State.SUCCESS, future.state());
    assertEquals(null, future.getNow("not yet"));
  }

  @Test
  void toFuture_afterTheEnd_isCompleteAtOnce() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    g.join();

    assertEquals("value", g.toFuture().getNow("not yet"));
  }

  @Test
  void toFuture_failure_completesWithTheVeryThrowable() throws InterruptedException {
    Hub.current().setErrorHandler((g, t) -> {});
    IOException failure = new IOException("broken");
    Greenlet<String> g =
        spawn(
            (Callable<String>)
                () -> {
                  throw failure;
                });
    CompletableFuture<String> future = g.toFuture();
    g.join();
    yieldNow();

    assertSame(failure, future.exceptionNow());
    assertFalse(future.isCancelled());
  }

  @Test
  void toFuture_killed_isCancelled() throws InterruptedException {
    Greenlet<String> g = sleeper();
    CompletableFuture<String> future = g.toFuture();
    g.kill();
    yieldNow();

    assertTrue(future.isCancelled());
  }

  @Test
  void toFuture_killedByAFailure_completesWithIt() throws InterruptedException {
    Hub.current().setErrorHandler((g, t) -> {});
    Greenlet<String> g = sleeper();
    CompletableFuture<String> future = g.toFuture();
    IOException thrown = new IOException("killed");
    g.kill(thrown);
    yieldNow();

    assertSame(thrown, future.exceptionNow());
    assertFalse(future.isCancelled());
  }

  @Test
  void cancel_running_killsTheGreenlet() throws InterruptedException {
    Greenlet<String> g = sleeper();
    CompletableFuture<String> future = g.toFuture();
    assertTrue(future.cancel(true));
    g.join();

    assertInstanceOf(GreenletExit.class, (Object) ((Greenlet<?>) g).value());
    assertTrue(future.isCancelled());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void cancel_notStarted_itNeverRuns() throws InterruptedException {
    List<String> events = new ArrayList<>();
    Greenlet<Boolean> g = spawn(() -> events.add("ran"));
    g.toFuture().cancel(false);
    g.join();

    assertEquals(List.of(), events);
  }

  @Test
  void cancel_ofOneOfTwoFutures_cancelsTheOtherThroughTheKill() throws InterruptedException {
    Greenlet<String> g = sleeper();
    CompletableFuture<String> one = g.toFuture();
    CompletableFuture<String> other = g.toFuture();
    one.cancel(true);
    g.join();
    yieldNow();

    assertTrue(other.isCancelled());
  }

  @Test
  void cancel_afterCompletion_returnsFalse() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    CompletableFuture<String> future = g.toFuture();
    g.join();
    yieldNow();

    assertFalse(future.cancel(true));
    assertEquals("value", g.value());
  }

  @Test
  void cancel_ofADependentStage_leavesTheGreenletAlone() throws InterruptedException {
    Greenlet<String> g =
        spawn(() -> {
          yieldNow();
          return "value";
        });
    CompletableFuture<Integer> dependent = g.toFuture().thenApply(String::length);
    dependent.cancel(true);
    g.join();

    assertEquals("value", g.value());
  }

  @Test
  void cancel_fromAnotherThread_killsTheGreenlet() throws InterruptedException {
    try (Hub hub = Hub.start("hub")) {
      CountDownLatch waiting = new CountDownLatch(1);
      Greenlet<Object> g =
          hub.spawn(() -> {
            waiting.countDown();
            new Semaphore(0).acquire();
            return "never";
          });
      waiting.await();
      assertTrue(g.toFuture().cancel(true));

      assertInstanceOf(GreenletExit.class, g.get());
    }
  }

  @Test
  void get_inAnotherGreenlet_letsTheHubGoOn() throws Exception {
    Greenlet<String> slow =
        spawn(() -> {
          yieldNow();
          return "value";
        });
    CompletableFuture<String> future = slow.toFuture();
    Greenlet<String> asking = spawn(() -> "got " + future.get());

    assertEquals("got value", asking.get());
  }

  @Test
  void join_byAThreadWithoutGreenlets_getsTheResultOfAHubWithACarrier() {
    try (Hub hub = Hub.start("hub")) {
      assertEquals(3, hub.spawn(() -> "abc").toFuture().thenApply(String::length).join());
      Future<Object> failing =
          hub.spawn(
                  () -> {
                    throw new GreenletExit();
                  })
              .toFuture();
      assertThrows(CancellationException.class, failing::get);
    }
  }
}
