package io.greenlet;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A kill of a greenlet in a call of the JDK that nobody can interrupt; see docs/kill.md. */
@ExtendWith(FreshHub.class)
final class KillInUninterruptibleCallTest {
  private final GreenletExit exit = new GreenletExit("by the test");
  private final List<String> events = new ArrayList<>();

  @Test
  void kill_inLock_getsTheLockFirstAndDiesAtTheNextPoint() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Greenlet<?> victim =
        spawn(() -> {
          lock.lock();
          try {
            events.add("locked");
            yieldNow();
            events.add("went on");
          } finally {
            lock.unlock();
          }
        });
    yieldNow();
    assertFalse(victim.kill(exit, Duration.ZERO));
    assertEquals(List.of(), events);
    lock.unlock();
    victim.join();

    assertSame(exit, victim.value());
    assertEquals(List.of("locked"), events);
    assertFalse(lock.isLocked());
  }

  @Test
  void kill_enteringSynchronized_entersFirstAndDiesAtTheNextPoint() throws InterruptedException {
    Object monitor = new Object();
    Greenlet<?> victim =
        Greenlet.of(() -> {
          synchronized (monitor) {
            events.add("entered");
            Thread.sleep(Duration.ofDays(1));
          }
          return null;
        });
    Greenlet<?> owner =
        spawn(() -> {
          synchronized (monitor) {
            victim.start();
            yieldNow();
            events.add("killed in time: " + victim.kill(exit, Duration.ZERO));
          }
        });
    joinAll(owner, victim);

    assertSame(exit, victim.value());
    assertEquals(List.of("killed in time: false", "entered"), events);
  }

  @Test
  void kill_inObjectWait_getsTheMonitorBackFirst() throws InterruptedException {
    Object monitor = new Object();
    Greenlet<?> victim =
        spawn(() -> {
          try {
            synchronized (monitor) {
              monitor.wait();
            }
          } finally {
            events.add("out of the monitor");
          }
        });
    yieldNow();
    Greenlet<?> owner =
        spawn(() -> {
          synchronized (monitor) {
            events.add("killed in time: " + victim.kill(exit, Duration.ZERO));
          }
        });
    joinAll(owner, victim);

    assertSame(exit, victim.value());
    assertEquals(List.of("killed in time: false", "out of the monitor"), events);
  }

  @Test
  void kill_inAcquireUninterruptibly_getsThePermitFirst() throws InterruptedException {
    Semaphore semaphore = new Semaphore(0);
    Greenlet<?> victim =
        spawn(() -> {
          semaphore.acquireUninterruptibly();
          events.add("acquired");
          yieldNow();
          events.add("went on");
        });
    yieldNow();
    assertFalse(victim.kill(exit, Duration.ZERO));
    semaphore.release();
    victim.join();

    assertSame(exit, victim.value());
    assertEquals(List.of("acquired"), events);
  }

  @Test
  void kill_inCompletableFutureJoin_hasToWaitForTheFuture() throws InterruptedException {
    CompletableFuture<String> future = new CompletableFuture<>();
    Greenlet<?> victim =
        spawn(() -> {
          events.add(future.join());
          yieldNow();
          events.add("went on");
        });
    yieldNow();
    assertFalse(victim.kill(exit, Duration.ZERO));
    future.complete("joined");
    victim.join();

    assertSame(exit, victim.value());
    assertEquals(List.of("joined"), events);
  }
}
