package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.GreenletExit;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One wait: signals, limits, and what else may end it. */
@ExtendWith(FreshHub.class)
final class WaiterTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
  }

  @Test
  void await_signalledBefore_returnsWithoutLettingOthersRun() throws InterruptedException {
    Greenlet<?> other = Greenlets.spawn(() -> {});
    Waiter waiter = new Waiter(1);
    waiter.signal();

    assertTrue(waiter.await("a signal", Waiter.FOREVER));
    assertFalse(other.isDead());
    other.join();
  }

  @Test
  void await_severalSignals_waitsForAll() throws InterruptedException {
    Waiter waiter = new Waiter(3);
    List<Boolean> released = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Greenlets.spawn(() -> {
        waiter.signal();
        released.add(waiter.isReleased());
      });
    }

    assertTrue(waiter.await("three signals", HOUR));
    assertEquals(List.of(false, false, true), released);
    assertEquals(Duration.ZERO, clock.elapsed());
  }

  @Test
  void release_someSignalsMissing_endsTheWait() throws InterruptedException {
    Waiter waiter = new Waiter(3);
    Greenlets.spawn(waiter::release);

    assertTrue(waiter.await("three signals", HOUR));
    waiter.signal();
    waiter.release();
    assertTrue(waiter.isReleased());
  }

  @Test
  void await_timeOver_returnsFalseAndLeavesNoTimer() throws InterruptedException {
    assertFalse(new Waiter(1).await("nothing", HOUR));
    assertEquals(HOUR, clock.elapsed().toNanos());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void await_strayUnpark_isNoSignal() throws InterruptedException {
    List<String> events = new ArrayList<>();
    Greenlet<?> waiting =
        Greenlets.spawn(() -> {
          LockSupport.unpark(Thread.currentThread());
          events.add("signalled: " + new Waiter(1).await("nothing", HOUR));
        });
    Greenlets.spawn(() -> {
      LockSupport.unpark(waiting.thread());
      events.add("unparked");
    });
    waiting.join();

    assertEquals(List.of("unparked", "signalled: false"), events);
    assertEquals(HOUR, clock.elapsed().toNanos());
  }

  @Test
  void await_interruptedBefore_throwsAndClearsTheStatus() {
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, () -> new Waiter(1).await("nothing", HOUR));
    assertFalse(Thread.interrupted());
    assertEquals(0, Hub.current().stats().timers());
  }

  @Test
  void await_signalledAndInterruptedAtOnce_returnsAndKeepsTheStatus() throws InterruptedException {
    Greenlet<Boolean> g =
        Greenlets.spawn(() -> {
          Waiter waiter = new Waiter(1);
          Thread self = Thread.currentThread();
          Greenlets.spawn(() -> {
            waiter.signal();
            self.interrupt();
          });
          return waiter.await("a signal", HOUR) && Thread.interrupted();
        });

    assertTrue(g.get());
  }

  @Test
  void await_onAVirtualThreadWithoutHub_worksWithAndWithoutALimit() throws Exception {
    Waiter[] waiter = new Waiter[1];
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          boolean early = new Waiter(1).await("nothing", 1);
          waiter[0] = new Waiter(1);
          Thread.startVirtualThread(waiter[0]::signal);
          return !early && waiter[0].await("a signal", Waiter.FOREVER);
        });
    Thread.startVirtualThread(task).join();

    assertTrue(task.get());
  }

  @Test
  void awaitEnds_timeOver_takesItsListenersBack() throws InterruptedException {
    Strand strand = new Strand(first -> null, Strand.current());
    assertFalse(Waiter.awaitEnd(strand, HOUR));
    assertFalse(Waiter.awaitEnds(List.of(strand), HOUR));
    List<EndListeners.Listener> left = new ArrayList<>();
    strand.findListener(listener -> {
      left.add(listener);
      return false;
    });

    assertEquals(List.of(), left);
  }

  @Test
  void beginWait_killedMeanwhile_isUnparkedAndThrownAtTheEndWithoutAnInterrupt()
      throws InterruptedException {
    List<String> events = new ArrayList<>();
    Greenlet<?> waiting =
        Greenlets.spawn(() -> {
          Strand self = Strand.current();
          self.beginWait("a socket");
          events.add(Greenlet.current().toString());
          LockSupport.park();
          events.add("interrupted: " + Thread.currentThread().isInterrupted());
          self.endWait();
          events.add("went on");
        });
    Greenlets.yieldNow();
    GreenletExit exit = new GreenletExit();
    waiting.kill(exit);

    assertSame(exit, waiting.value());
    assertEquals("interrupted: false", events.get(1));
    assertEquals(2, events.size());
  }

  @Test
  void beginWait_killedBefore_isThrownAtOnce() throws InterruptedException {
    Greenlet<?> g =
        Greenlets.spawn(() -> {
          LockSupport.park();
          Strand.current().beginWait("a socket");
        });
    Greenlets.yieldNow();
    g.kill();

    assertInstanceOf(GreenletExit.class, g.value());
  }
}
