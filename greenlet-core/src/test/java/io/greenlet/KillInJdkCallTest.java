package io.greenlet;

import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A kill of a greenlet that waits in a call of the JDK which an interrupt ends; see docs/kill.md.
 */
@ExtendWith(FreshHub.class)
final class KillInJdkCallTest {
  private final GreenletExit exit = new GreenletExit("by the test");
  private final List<String> events = new ArrayList<>();

  static List<Named<ThrowingRunnable>> callsThatAnInterruptEnds() {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    ArrayBlockingQueue<String> full = new ArrayBlockingQueue<>(1, false, List.of("full"));
    Object monitor = new Object();
    return List.of(
        Named.of("LinkedBlockingQueue.take", () -> new LinkedBlockingQueue<>().take()),
        Named.of("poll", () -> new LinkedBlockingQueue<>().poll(1, TimeUnit.DAYS)),
        Named.of("ArrayBlockingQueue.put", () -> full.put("more")),
        Named.of("SynchronousQueue.put", () -> new SynchronousQueue<String>().put("it")),
        Named.of("Semaphore.acquire", () -> new Semaphore(0).acquire()),
        Named.of("CountDownLatch.await", () -> new CountDownLatch(1).await()),
        Named.of("CompletableFuture.get", () -> new CompletableFuture<>().get()),
        Named.of("CyclicBarrier.await", () -> new CyclicBarrier(2).await()),
        Named.of("tryLock, timed", () -> lockedByAnother().tryLock(1, TimeUnit.DAYS)),
        Named.of("lockInterruptibly", () -> lockedByAnother().lockInterruptibly()),
        Named.of("Exchanger.exchange", () -> new Exchanger<String>().exchange("it")),
        Named.of("Thread.sleep", () -> Thread.sleep(Duration.ofDays(1))),
        Named.of("Thread.join", () -> Thread.currentThread().join()),
        Named.of("Condition.await", () -> holding(lock, condition::await)),
        Named.of("Object.wait", () -> waitOn(monitor, 0)),
        Named.of("Object.wait(ms)", () -> waitOn(monitor, 1_000_000)));
  }

  private static ReentrantLock lockedByAnother() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Thread.ofPlatform().start(lock::lock).join();
    return lock;
  }

  private static void holding(ReentrantLock lock, ThrowingRunnable body) throws Exception {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }

  private static void waitOn(Object monitor, long millis) throws InterruptedException {
    synchronized (monitor) {
      monitor.wait(millis);
    }
  }

  @ParameterizedTest
  @MethodSource("callsThatAnInterruptEnds")
  void kill_inCallThatThrowsInterrupted_isAnExitOnceThatLeavesTheBody(ThrowingRunnable call)
      throws InterruptedException {
    Greenlet<?> victim =
        spawn(() -> {
          try {
            call.run();
          } finally {
            events.add("finally, interrupted: " + Thread.currentThread().isInterrupted());
          }
        });
    yieldNow();
    victim.kill(exit);

    assertSame(exit, victim.value());
    assertTrue(victim.isSuccessful());
    assertEquals(List.of("finally, interrupted: false"), events);
  }

  @ParameterizedTest
  @MethodSource("callsThatAnInterruptEnds")
  void kill_inCallAndInterruptedExceptionSwallowed_isRaisedAtTheNextSwitchPoint(
      ThrowingRunnable call) throws InterruptedException {
    Greenlet<?> victim =
        spawn(() -> {
          try {
            call.run();
          } catch (InterruptedException e) {
            events.add("swallowed");
          }
          yieldNow();
          events.add("went on");
        });
    yieldNow();
    victim.kill(exit);

    assertSame(exit, victim.value());
    assertEquals(List.of("swallowed"), events);
  }

  @Test
  void kill_inLockInterruptibly_leavesTheLockToOthers() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Greenlet<?> victim = spawn(lock::lockInterruptibly);
    Greenlet<?> next = spawn(() -> holding(lock, () -> events.add("next")));
    yieldNow();
    assertEquals(2, lock.getQueueLength());
    victim.kill(exit);
    lock.unlock();
    next.join();

    assertSame(exit, victim.value());
    assertEquals(List.of("next"), events);
  }

  @Test
  void kill_inPark_returnsFromItAndIsRaisedAtTheNextPoint() throws InterruptedException {
    Greenlet<?> victim =
        spawn(() -> {
          LockSupport.park();
          events.add("returned");
          yieldNow();
          events.add("went on");
        });
    yieldNow();
    victim.kill(exit);

    assertSame(exit, victim.value());
    assertEquals(List.of("returned"), events);
  }

  @Test
  void kill_afterAnElementCame_losesNothing() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Greenlet<?> victim =
        spawn(() -> {
          events.add(queue.take());
          yieldNow();
          events.add("went on");
        });
    yieldNow();
    queue.add("element");
    victim.kill(exit);

    assertSame(exit, victim.value());
    assertEquals(List.of("element"), events);
    assertTrue(queue.isEmpty());
  }

  @Test
  void kill_beforeAnElementComes_leavesItToTheNextTaker() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Greenlet<String> victim = spawn(queue::take);
    Greenlet<String> next = spawn(queue::take);
    yieldNow();
    victim.kill(exit);
    queue.add("element");

    assertEquals("element", next.get());
    assertTrue(queue.isEmpty());
  }

  @Test
  void kill_inAcquire_takesNoPermit() throws InterruptedException {
    Semaphore semaphore = new Semaphore(0);
    Greenlet<?> victim = spawn(() -> semaphore.acquire(2));
    Greenlet<?> next = spawn(() -> semaphore.acquire());
    yieldNow();
    victim.kill(exit);
    semaphore.release();
    next.join();

    assertEquals(0, semaphore.availablePermits());
    assertFalse(semaphore.hasQueuedThreads());
  }
}
