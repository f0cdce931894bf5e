package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What may come to a plain thread from elsewhere while its greenlets run on it. */
@ExtendWith(FreshHub.class)
class MainSwitchedOutTest {
  private final List<Object> events = new ArrayList<>();
  private final Thread plain = Thread.currentThread();

  private static void letAllRun() {
    for (int i = 0; i < 10; i++) {
      Greenlets.yieldNow();
    }
  }

  @Test
  void unpark_mainSwitchedOut_doesNotResumeIt() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          LockSupport.unpark(plain);
          letAllRun();
          events.add("before main");
          return "value";
        });

    assertEquals("value", g.switchTo());
    assertEquals(List.of("before main"), events);
  }

  // -- interrupts: the JDK clears the status of a carrier whenever a virtual thread comes or goes

  @Test
  void interrupt_beforeTheSwitch_keepsTheStatus() {
    Greenlet<Object> g = Greenlet.of(() -> Thread.currentThread().isInterrupted());
    plain.interrupt();

    assertEquals(false, g.switchTo(), "it was meant for main");
    assertTrue(Thread.interrupted());
  }

  @Test
  void interrupt_whileSwitchedOut_isSeenAtTheNextWait() throws InterruptedException {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          plain.interrupt();
          Greenlets.yieldNow();
          events.add("ran on");
          return "value";
        });

    assertEquals("value", g.switchTo(), "switchTo does not wait, so it is not interrupted");
    assertEquals(List.of("ran on"), events);
    assertTrue(plain.isInterrupted());
    Greenlet<?> next = Greenlets.spawn(() -> null);
    assertThrows(InterruptedException.class, next::join);
    assertFalse(plain.isInterrupted());
    next.join();
  }

  @Test
  void interrupt_byWhoSwitchesBack_keepsTheStatus() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          plain.interrupt();
          return "value";
        });

    assertEquals("value", g.switchTo());
    assertTrue(Thread.interrupted());
  }

  @Test
  void interrupt_whileAGreenletRuns_endsTheWaitOfMain() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Greenlet<?> g =
        Greenlets.spawn(() -> {
          Thread other = Thread.ofPlatform().start(plain::interrupt);
          while (other.isAlive()) {
            Thread.onSpinWait();
          }
          go.await();
        });

    assertThrows(InterruptedException.class, g::join);
    go.countDown();
    g.join();
    assertTrue(g.isSuccessful());
  }

  // -- time limits

  /** Main, limited to one second, is sent a value after exactly one. */
  private static Object valueAndLimitAtOnce() throws Exception {
    Greenlet<?> main = Greenlet.current();
    Greenlet<?> sender =
        Greenlets.spawn(() -> {
          Greenlets.sleep(Duration.ofSeconds(1));
          main.switchTo("value");
        });
    Greenlets.yieldNow();
    Greenlet<Object> sleeping = sleeping();
    try {
      return Greenlets.withTimeout(Duration.ofSeconds(1), () -> sleeping.switchTo());
    } finally {
      sleeping.kill();
      sender.kill();
    }
  }

  private static Greenlet<Object> sleeping() {
    return Greenlet.of(() -> {
      Greenlets.sleep(Duration.ofSeconds(10));
      return null;
    });
  }

  @Test
  void withTimeout_valueComesInTheSameTurn_isNotLost() throws Exception {
    VirtualClock.install();

    assertEquals("value", valueAndLimitAtOnce());
    assertEquals("works", Greenlets.spawn(() -> "works").get());
  }

  @Test
  void withTimeout_noValueComes_endsTheSwitch() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<Object> sleeping = sleeping();

    assertThrows(
        TimeoutException.class,
        () -> Greenlets.withTimeout(Duration.ofSeconds(1), () -> sleeping.switchTo()));
    assertEquals(Duration.ofSeconds(1), clock.elapsed());
    assertEquals("works", Greenlets.spawn(() -> "works").get());
    sleeping.kill();
  }
}
