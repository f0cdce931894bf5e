package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.withTimeout;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Time limits that run out while the greenlet is switched out, killed, or in a call of the JDK. */
@ExtendWith(FreshHub.class)
final class WithTimeoutElsewhereTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void makeTimeVirtual() {
    VirtualClock.install();
  }

  @AfterEach
  void noTimerIsLeft() {
    assertEquals(0, Hub.current().stats().timers());
  }

  private static String sleepADay() throws InterruptedException {
    sleep(DAY);
    return "slept";
  }

  private static TimeoutException assertTimesOut(Callable<?> body) {
    return assertThrows(TimeoutException.class, () -> withTimeout(SECOND, body));
  }

  @Test
  void withTimeout_mainSwitchedToAGreenletThatSleeps_comesBack() {
    Greenlet<String> other = Greenlet.of(WithTimeoutElsewhereTest::sleepADay);
    assertTimesOut(other::switchTo);

    assertFalse(other.isDead());
    assertThrows(GreenletError.class, other::switchTo);
    other.killLater(new GreenletExit());
    yieldNow();
    assertTrue(other.isDead());
  }

  @Test
  void withTimeout_greenletSwitchedOut_comesBack() throws Exception {
    Greenlet<?> main = Greenlet.current();
    Greenlet<Object> limited =
        Greenlet.of(() -> {
          events.add(assertTimesOut(() -> main.switchTo()).getMessage());
          throw new GreenletExit();
        });
    limited.switchTo();
    sleep(SECOND.multipliedBy(2));

    assertEquals(List.of("not done within PT1S"), events);
    assertTrue(limited.isDead());
  }

  @Test
  void withTimeout_killedMeanwhile_isTheKillThatCounts() throws InterruptedException {
    Greenlet<String> g = spawn(() -> withTimeout(DAY, WithTimeoutElsewhereTest::sleepADay));
    yieldNow();
    GreenletExit exit = new GreenletExit();
    g.kill(exit);

    assertSame(exit, ((Greenlet<?>) g).value());
  }

  @Test
  void withTimeout_inAJdkCall_interruptsItAndLeavesNoStatus() throws Exception {
    Semaphore semaphore = new Semaphore(0);
    Greenlet<TimeoutException> g =
        spawn(() ->
            assertTimesOut(() -> {
              semaphore.acquire();
              return "acquired";
            }));
    Greenlet<Boolean> status =
        spawn(() -> {
          g.join();
          return g.thread().isInterrupted();
        });

    assertFalse(status.get());
    assertInstanceOf(InterruptedException.class, g.get().getCause());
    assertFalse(semaphore.hasQueuedThreads());
  }

  @Test
  void withTimeout_inAJdkCallThatSwallows_isThrownAtTheNextSwitchPoint() throws Exception {
    Greenlet<TimeoutException> g =
        spawn(() ->
            assertTimesOut(() -> {
              try {
                new Semaphore(0).acquire();
              } catch (InterruptedException e) {
                events.add("swallowed");
              }
              yieldNow();
              events.add("went on");
              return "swallowed";
            }));

    assertInstanceOf(TimeoutException.class, g.get());
    assertEquals(List.of("swallowed"), events);
  }

  @Test
  void withTimeout_inALockThatNobodyCanInterrupt_returnsLateWithTheResult() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Greenlet<String> g =
        spawn(() ->
            withTimeout(
                SECOND,
                () -> {
                  lock.lock();
                  lock.unlock();
                  return "late";
                }));
    sleep(DAY);
    assertFalse(g.isDead());
    lock.unlock();

    assertEquals("late", g.get());
    assertFalse(g.thread().isInterrupted());
  }

  @Test
  void withTimeout_lateWithoutWaiting_returnsTheResult() throws Exception {
    assertEquals("busy", withTimeout(Duration.ZERO, () -> "busy"));
    yieldNow();
    sleep(SECOND);
  }
}
