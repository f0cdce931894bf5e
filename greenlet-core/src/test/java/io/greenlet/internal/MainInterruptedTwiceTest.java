package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A second interrupt of a switched-out main does not keep its thread from sleeping. */
final class MainInterruptedTwiceTest {
  private static final class Counting implements Clock {
    volatile int passes;

    @Override
    public long now() {
      return SYSTEM.now();
    }

    @Override
    public void pass(long nanos) {
      passes++;
      SYSTEM.pass(nanos);
    }
  }

  @Test
  void switchTo_mainInterruptedTwiceMeanwhile_doesNotSpin() throws InterruptedException {
    Counting clock = new Counting();
    Loop.install(clock, ReadyQueue.FIFO);
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Greenlet<String> g = Greenlet.of(() -> queue.take());
    Thread main = Thread.currentThread();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Thread.sleep(100);
                main.interrupt();
                Thread.sleep(100);
                main.interrupt();
                Thread.sleep(300);
                queue.add("work");
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    g.switchTo();
    int passes = clock.passes;
    boolean status = Thread.interrupted();
    other.join();
    assertTrue(status);
    assertTrue(passes < 100, "passes: " + passes);
  }
}
