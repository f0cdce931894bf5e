package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class StallTest {
  /** A clock whose owner does something between the look at the queue and the look at threads. */
  private static final class Meddling implements Clock {
    private final Runnable meddle;
    private boolean passed;
    private int looks;

    Meddling(Runnable meddle) {
      this.meddle = meddle;
    }

    @Override
    public long now() {
      if (passed && looks++ == 0) {
        meddle.run();
      }
      return passed ? Long.MAX_VALUE / 4 : 0;
    }

    @Override
    public void pass(long nanos) {
      passed = true;
    }
  }

  /**
   * Driving.idle: isExternalEmpty, then now(), then isCertain. A thread that hands in work after
   * the first and ends before the third makes LoopExit fire falsely.
   */
  @Test
  void loopExit_workHandedInBeforeTheLastLook_doesNotFire() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Runnable meddle =
        () -> {
          Thread putter = Thread.ofPlatform().start(() -> queue.add("work"));
          try {
            putter.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    Loop.install(new Meddling(meddle), ReadyQueue.FIFO);
    Greenlet<String> g = Greenlets.spawn(queue::take);
    assertEquals("work", g.get());
  }

  /**
   * The same with what happens in real life: an end of a JDK sleep in a greenlet that coincides
   * with the end of the patience of 50 ms.
   */
  @Test
  void loopExit_jdkSleepAsLongAsThePatience_doesNotFire() throws InterruptedException {
    Loop.install(Clock.SYSTEM, ReadyQueue.FIFO);
    for (int i = 0; i < 40; i++) {
      Greenlet<?> g = Greenlets.spawn(() -> Thread.sleep(Duration.ofNanos(50_050_000)));
      try {
        g.join();
      } catch (RuntimeException e) {
        throw new AssertionError("round " + i, e);
      }
    }
  }

  /** A thread of the application may be named like that, and JUnit's own parallel workers are. */
  @Test
  void loopExit_threadNamedLikeATestRunnersWorks_doesNotFire() throws InterruptedException {
    Loop.install(Clock.SYSTEM, ReadyQueue.FIFO);
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Greenlet<String> g = Greenlets.spawn(queue::take);
    Thread worker =
        Thread.ofPlatform()
            .name("junit-1-worker-1")
            .start(() -> {
              try {
                Thread.sleep(1000);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              queue.add("work");
            });
    try {
      assertEquals("work", g.get());
    } finally {
      worker.join();
    }
  }

  /**
   * A thread that was unparked is still WAITING until the machine runs it. Virtual time only makes
   * the looks frequent; with the system clock it is the same on a loaded machine.
   */
  @Test
  void loopExit_threadWokenButNotYetRunning_doesNotFire() throws InterruptedException {
    LinkedBlockingQueue<String> first = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<String> second = new LinkedBlockingQueue<>();
    VirtualClock.install();
    int rounds = 1000;
    Thread relay =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                for (int i = 0; i < rounds; i++) {
                  second.add(first.take());
                }
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    for (int i = 0; i < rounds; i++) {
      Greenlet<String> g = Greenlets.spawn(second::take);
      Greenlets.yieldNow();
      first.add("work");
      try {
        g.join();
      } catch (RuntimeException e) {
        throw new AssertionError("round " + i, e);
      }
    }
    relay.join();
    assertTrue(true);
  }

  /** The same without tricks: two hubs hand elements to each other while main joins. */
  @Test
  void loopExit_twoHubsHandingOver_doesNotFire() throws InterruptedException {
    Loop.install(Clock.SYSTEM, ReadyQueue.FIFO);
    try (io.greenlet.Hub one = io.greenlet.Hub.start("one");
        io.greenlet.Hub two = io.greenlet.Hub.start("two")) {
      LinkedBlockingQueue<Integer> there = new LinkedBlockingQueue<>();
      LinkedBlockingQueue<Integer> back = new LinkedBlockingQueue<>();
      int rounds = 100_000;
      Greenlet<?> a =
          one.spawn(() -> {
            for (int i = 0; i < rounds; i++) {
              there.add(i);
              back.take();
            }
            return null;
          });
      Greenlet<?> b =
          two.spawn(() -> {
            for (int i = 0; i < rounds; i++) {
              back.add(there.take());
            }
            return null;
          });
      Greenlets.joinAll(List.of(a, b));
    }
  }
}
