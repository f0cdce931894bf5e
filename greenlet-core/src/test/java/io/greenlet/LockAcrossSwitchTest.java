package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A lock that is held while its owner is switched out keeps others out, and only them. */
@ExtendWith(FreshHub.class)
class LockAcrossSwitchTest {
  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();
  private final Object monitor = new Object();
  private final ReentrantLock lock = new ReentrantLock();

  private void underMonitor(Runnable action) {
    synchronized (monitor) {
      action.run();
    }
  }

  private void underLock(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private interface Guard {
    void run(Runnable action);
  }

  /**
   * One holds the guard and leaves; two others wait for it; a third, without it, is not held up.
   */
  private void holdAcrossSwitch(Guard guard) throws InterruptedException {
    Greenlet<Object> holder =
        Greenlet.of(() -> {
          guard.run(() -> {
            events.add("holder in");
            main.switchTo();
            events.add("holder out");
          });
          return null;
        });
    holder.switchTo();
    List<Greenlet<?>> others = new ArrayList<>();
    for (String name : List.of("first", "second")) {
      others.add(Greenlets.spawn(() -> guard.run(() -> events.add(name))));
    }
    Greenlet<?> bystander =
        Greenlets.spawn(() -> {
          for (int i = 0; i < 3; i++) {
            events.add("bystander");
            Greenlets.yieldNow();
          }
        });
    bystander.join();
    assertTrue(others.stream().noneMatch(Greenlet::isDead));

    holder.switchTo();
    events.add("main goes on");
    Greenlets.joinAll(others);

    assertEquals(
        List.of("holder in", "bystander", "bystander", "bystander", "holder out", "main goes on"),
        events.subList(0, 6));
    assertEquals(List.of("first", "second"), events.subList(6, 8).stream().sorted().toList());
  }

  @Test
  void monitor_heldAcrossASwitch_othersWaitAndTheHubGoesOn() throws InterruptedException {
    holdAcrossSwitch(this::underMonitor);
  }

  @Test
  void reentrantLock_heldAcrossASwitch_othersWaitAndTheHubGoesOn() throws InterruptedException {
    holdAcrossSwitch(this::underLock);
  }

  /** No re-entry by accident: ownership is the greenlet's and not the carrier's. */
  @Test
  void reentrantLock_heldByASwitchedOutGreenlet_isNotHeldByAnotherOnTheSameCarrier() {
    Greenlet<Object> holder =
        Greenlet.of(() -> {
          underLock(() -> main.switchTo());
          return lock.isHeldByCurrentThread();
        });
    holder.switchTo();

    assertFalse(lock.isHeldByCurrentThread());
    assertFalse(lock.tryLock());
    Greenlet<Object> other = Greenlet.of(() -> lock.tryLock());
    assertEquals(false, other.switchTo());
    assertEquals(false, holder.switchTo());
    assertTrue(lock.tryLock());
    lock.unlock();
  }

  @Test
  void monitor_heldByASwitchedOutGreenlet_isNotHeldByAnotherOnTheSameCarrier() {
    Greenlet<Object> holder =
        Greenlet.of(() -> {
          underMonitor(() -> events.add(main.switchTo(Thread.holdsLock(monitor))));
          return Thread.holdsLock(monitor);
        });

    assertEquals(true, holder.switchTo());
    assertFalse(Thread.holdsLock(monitor));
    assertEquals(false, Greenlet.of(() -> Thread.holdsLock(monitor)).switchTo());
    assertEquals(false, holder.switchTo("back inside"));
    assertEquals(List.of("back inside"), events);
  }

  @Test
  void monitor_reenteredByItsOwner_isHeldUntilTheOuterExit() {
    Greenlet<Object> holder =
        Greenlet.of(() -> {
          underMonitor(() -> {
            underMonitor(() -> main.switchTo("twice"));
            main.switchTo("once");
          });
          return "free";
        });
    Greenlet<?> waiting = Greenlet.of(() -> null);

    for (String expected : List.of("twice", "once", "free")) {
      assertEquals(expected, holder.switchTo());
    }
    underMonitor(() -> events.add("main in"));
    assertEquals(List.of("main in"), events);
    waiting.switchTo();
  }

  /** A wait in a monitor lets go of it; the switch inside it does not. */
  @Test
  void monitor_ownerWaitsInIt_letsOthersIn() throws InterruptedException {
    Greenlet<?> waiter =
        Greenlets.spawn(() -> {
          synchronized (monitor) {
            events.add("waits");
            monitor.wait();
            events.add("notified");
          }
        });
    Greenlet<?> notifier =
        Greenlets.spawn(() -> {
          synchronized (monitor) {
            events.add("notifies");
            monitor.notifyAll();
          }
        });

    Greenlets.joinAll(waiter, notifier);

    assertEquals(List.of("waits", "notifies", "notified"), events);
  }
}
