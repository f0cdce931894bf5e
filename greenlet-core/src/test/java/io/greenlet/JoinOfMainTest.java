package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Strand.watchBorrowedThread leaves a started greenlet on the asker's hub. */
final class JoinOfMainTest {
  @Test
  void close_afterATimedJoinOfALiveThreadsMainGreenlet_doesNotWaitForThatThread()
      throws InterruptedException {
    Greenlet<?>[] main = new Greenlet<?>[1];
    CountDownLatch made = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              main[0] = Greenlet.current();
              made.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    made.await();
    Thread asker =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                main[0].join(Duration.ofMillis(1));
                Hub.current().close();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    asker.join(2000);
    boolean hangs = asker.isAlive();
    List<StackTraceElement> stack = List.of(asker.getStackTrace());
    end.countDown();
    thread.join();
    asker.join();
    assertFalse(hangs, () -> "hangs: " + stack);
    assertEquals(0, Hub.current().stats().alive());
  }
}
