package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import io.greenlet.Hub;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The threads that drive while others are stuck: few, used again, and gone when they are idle. */
class SparesTest {
  private static final int CALLS = 30;

  private Hub hub;

  @BeforeEach
  void startHub() {
    hub = Hub.start("spares");
  }

  @AfterEach
  void closeHub() {
    hub.close();
    Watcher.endSparesAfter(Watcher.SPARE_IDLE_MILLIS);
  }

  /** A call that lasts until {@link #end}. */
  private static final class Lasting {
    private final CountDownLatch latch = new CountDownLatch(1);
    private final Greenlet<?> caller;

    /** Not handed over by a blocking queue, at whose lock the call might end. Set by the caller. */
    private volatile Thread blocked;

    Lasting(Hub hub) {
      caller = hub.spawn(this::call);
      while (blocked == null) {
        Thread.onSpinWait();
      }
    }

    private Object call() {
      BlockingRegion.begin();
      try {
        blocked = VirtualThreads.carrier();
        while (latch.getCount() > 0) {
          VirtualThreads.parkCarrier();
        }
      } finally {
        BlockingRegion.end();
      }
      return this;
    }

    void end() throws InterruptedException {
      latch.countDown();
      LockSupport.unpark(blocked);
      caller.get();
    }
  }

  @Test
  void spares_oneCallAfterTheOther_areUsedAgain() throws Exception {
    Set<Thread> drivers = new HashSet<>();
    for (int i = 0; i < CALLS; i++) {
      Lasting call = new Lasting(hub);
      Thread driver = hub.spawn(VirtualThreads::carrier).get();
      call.end();

      assertInstanceOf(Watcher.Spare.class, driver);
      drivers.add(driver);
    }

    // Another one only if the last has not quite come home.
    assertTrue(drivers.size() <= 3, drivers::toString);
  }

  @Test
  void spares_callsAtOnce_areNoMoreThanThese() throws Exception {
    endAllSpares();
    List<Lasting> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(new Lasting(hub));
    }

    assertTrue(Watcher.spares() <= CALLS, () -> "" + Watcher.spares());
    for (Lasting call : calls) {
      call.end();
    }
  }

  @Test
  void spares_idle_end() throws Exception {
    Lasting call = new Lasting(hub);
    hub.spawn(VirtualThreads::carrier).get();
    assertTrue(Watcher.spares() > 0);
    call.end();

    endAllSpares();
  }

  /** Ends with the test's own patience. */
  private static void endAllSpares() throws InterruptedException {
    Watcher.endSparesAfter(1);
    while (Watcher.spares() > 0) {
      Thread.onSpinWait();
      if (Thread.interrupted()) {
        throw new InterruptedException("still there: " + Watcher.spares());
      }
    }
    Watcher.endSparesAfter(Watcher.SPARE_IDLE_MILLIS);
  }
}
