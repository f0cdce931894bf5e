package io.greenlet.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshJvm;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.diagnostics.BlockingMonitor.Blocked;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that looks; what it sees is the subject of {@link LooksTest}. The clock is real. */
@Timeout(60)
@SuppressWarnings("try") // monitors are there to be there
final class BlockingMonitorTest {
  private static final Duration THRESHOLD = Duration.ofMillis(2);

  private final BlockingQueue<Blocked> reports = new LinkedBlockingQueue<>();

  private Blocked nextOf(Spinner spinner) throws InterruptedException {
    Blocked blocked = reports.take();
    while (blocked.greenlet() != spinner.greenlet()) {
      blocked = reports.take();
    }
    return blocked;
  }

  @Test
  void monitor_ofAGreenletThatComputes_tellsWhileItDoes() throws InterruptedException {
    try (BlockingMonitor monitor = BlockingMonitor.start(THRESHOLD, reports::add);
        Spinner spinner = new Spinner()) {
      assertSame(spinner.hub(), nextOf(spinner).greenlet().hub());
    }
  }

  @Test
  void handler_thatThrows_isToldOfTheNextOneAllTheSame() throws InterruptedException {
    try (BlockingMonitor monitor =
        BlockingMonitor.start(
            THRESHOLD,
            blocked -> {
              reports.add(blocked);
              throw new IllegalStateException("expected by the test");
            })) {
      for (int i = 0; i < 2; i++) {
        try (Spinner spinner = new Spinner()) {
          nextOf(spinner);
        }
      }
    }
  }

  @Test
  void close_ofAMonitor_endsItsThread() throws InterruptedException {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    try (Spinner spinner = new Spinner()) {
      try (BlockingMonitor monitor =
          BlockingMonitor.start(THRESHOLD, told -> threads.add(Thread.currentThread()))) {
        assertTrue(threads.take().isDaemon());
      }
      try (BlockingMonitor monitor =
          BlockingMonitor.start(
              Duration.ofDays(1_000_000), told -> threads.add(Thread.currentThread()))) {
        spinner.free();
      }
    }
    for (Thread thread; (thread = threads.poll()) != null; ) {
      thread.join();
    }
  }

  @Test
  void start_withoutAThreshold_isRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> BlockingMonitor.start(Duration.ZERO))
            .getMessage();
    assertEquals("threshold is PT0S; a hub is blocked after some time, such as 100 ms", message);
  }

  /** A program whose main greenlet waits for ever, with a monitor. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws InterruptedException {
      BlockingMonitor.start(Duration.ofMillis(20));
      Hub.current().spawn(() -> block()).join();
      Greenlet.of(() -> null).join();
    }

    private static Object block() throws InterruptedException {
      CountDownLatch blocking = new CountDownLatch(1);
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                while (blocking.getCount() > 0) {
                  Thread.onSpinWait();
                }
              });
      long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      blocking.countDown();
      thread.join();
      return thread;
    }
  }

  @Test
  void monitor_thatPrints_keepsNoEndlessWaitFromEnding() throws IOException, InterruptedException {
    FreshJvm.Result result = FreshJvm.run(Endless.class, FreshJvm.ADD_OPENS);

    assertTrue(result.err().contains("has not let others run for 20 ms"), result::toString);
    assertTrue(result.err().contains("Endless.block("), result::toString);
    assertTrue(result.err().contains("LoopExit: this wait can never end"), result::toString);
    assertEquals(1, result.exitCode());
  }
}
