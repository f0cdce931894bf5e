package io.greenlet;

import static io.greenlet.Greenlets.await;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Waits for stages, which anybody may complete. */
@ExtendWith(FreshHub.class)
final class AwaitTest {
  private final CompletableFuture<String> future = new CompletableFuture<>();

  @Test
  void await_completed_returnsAtOnce() throws Exception {
    assertEquals("it", await(CompletableFuture.completedFuture("it")));
    assertNull(await(CompletableFuture.completedFuture(null)));
  }

  /** Where {@code future.get()} would never return. */
  @Test
  void await_onAPlainThread_letsItsGreenletComplete() throws Exception {
    spawn(() -> {
      yieldNow();
      future.complete("it");
    });

    assertEquals("it", await(future));
  }

  @Test
  void await_inAGreenlet_isWokenByAnother() throws Exception {
    Greenlet<String> waiting = spawn(() -> await(future.thenApply(s -> s + "!")));
    yieldNow();
    assertFalse(waiting.isDead());
    future.complete("it");

    assertEquals("it!", waiting.get());
  }

  @Test
  void await_onAVirtualThreadWithoutAHub_parks() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().start(() -> startVirtual(seen));
    thread.join();
    future.complete("it");

    assertEquals("it", await(seen));
  }

  private void startVirtual(CompletableFuture<String> seen) {
    Thread.startVirtualThread(() -> {
      try {
        seen.complete(await(future));
      } catch (InterruptedException | ExecutionException e) {
        seen.completeExceptionally(e);
      }
    });
  }

  @Test
  void await_onlyAStage_works() throws Exception {
    future.complete("it");

    assertEquals("it", await(future.minimalCompletionStage()));
  }

  @Test
  void await_failed_throwsWithTheCauseWhichStagesInBetweenHaveWrapped() {
    IOException why = new IOException("why");
    future.completeExceptionally(why);

    assertSame(why, assertThrows(ExecutionException.class, () -> await(future)).getCause());
    assertSame(
        why,
        assertThrows(ExecutionException.class, () -> await(future.thenApply(s -> s))).getCause());
  }

  @Test
  void await_cancelled_throwsThat() {
    future.cancel(false);

    assertThrows(CancellationException.class, () -> await(future));
  }

  @Test
  void await_limited_throwsOnTimeAndTheStageGoesOn() throws Exception {
    VirtualClock clock = VirtualClock.install();
    Duration limit = Duration.ofSeconds(3);

    TimeoutException e = assertThrows(TimeoutException.class, () -> await(future, limit));
    assertTrue(e.getMessage().endsWith(" has not completed within PT3S"), e::getMessage);
    assertEquals(limit, clock.elapsed());
    assertFalse(future.isDone());
    spawn(() -> {
      sleep(Duration.ofSeconds(1));
      future.complete("it");
    });
    assertEquals("it", await(future, limit));
  }

  @Test
  void await_killed_ends() throws Exception {
    Greenlet<String> waiting = spawn(() -> await(future));
    yieldNow();
    waiting.kill();

    assertTrue(waiting.isSuccessful());
    assertTrue(future.complete("nobody cares"));
  }

  @Test
  void await_ofAGreenletsFuture_hasItsResult() throws Exception {
    assertEquals("it", await(spawn(() -> "it").toFuture()));
  }
}
