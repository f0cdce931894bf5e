package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that block the driver: others go on, and still only one at a time. */
class BlockingRegionTest {
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private Hub hub;

  /** Incremented without a lock; exact only if one greenlet runs at a time. */
  private int counter;

  @BeforeEach
  void startHub() {
    hub = Hub.start("regions");
  }

  @AfterEach
  void closeHub() {
    hub.close();
  }

  /** Blocks the driver, as a system call does, until the latch is open. */
  private static void blockDriver(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      VirtualThreads.parkCarrier();
    }
  }

  /**
   * Waits for a thread that says where it is about to block. Not by a blocking queue: a greenlet
   * that adds to one may wait for its lock, and with that its call has ended.
   */
  private static Thread take(Queue<Thread> blockedOn) {
    Thread thread = blockedOn.poll();
    while (thread == null) {
      Thread.onSpinWait();
      thread = blockedOn.poll();
    }
    return thread;
  }

  private static void open(CountDownLatch latch, Thread blocked) {
    latch.countDown();
    LockSupport.unpark(blocked);
  }

  @Test
  void begin_callLasts_othersGoOnAndTheCallerReturnsToItsThread() throws Exception {
    ConcurrentLinkedQueue<Thread> blockedOn = new ConcurrentLinkedQueue<>();
    CountDownLatch latch = new CountDownLatch(1);
    Greenlet<Boolean> caller =
        hub.spawn(() -> {
          Thread before = VirtualThreads.carrier();
          BlockingRegion.begin();
          try {
            blockedOn.add(before);
            blockDriver(latch);
          } finally {
            BlockingRegion.end();
          }
          return VirtualThreads.carrier() == before;
        });
    Thread stuck = take(blockedOn);
    Thread other = hub.spawn(VirtualThreads::carrier).get();
    assertNotEquals(stuck, other, "a spare drives");
    open(latch, stuck);
    assertTrue(caller.get());
    assertSame(stuck, hub.spawn(VirtualThreads::carrier).get(), "home drives again");
  }

  @Test
  void begin_nested_firstEndEndsAllAndSecondDoesNothing() throws Exception {
    Greenlet<Boolean> nested =
        hub.spawn(() -> {
          BlockingRegion.begin();
          BlockingRegion.begin();
          boolean inside = Strand.current().loop().isOnHub();
          BlockingRegion.end();
          boolean outside = Strand.current().loop().isOnHub();
          BlockingRegion.end();
          return !inside && outside && Strand.current().loop().isOnHub();
        });
    assertTrue(nested.get());
  }

  /** Initialised by one greenlet, which blocks in it, while others want it, too. */
  private static final class SlowToInitialise {
    static final ConcurrentLinkedQueue<Thread> BLOCKED_ON = new ConcurrentLinkedQueue<>();
    static final CountDownLatch LATCH = new CountDownLatch(1);

    private SlowToInitialise() {}

    private static final class Slow {
      static final int VALUE = slowly();

      private Slow() {}

      private static int slowly() {
        BlockingRegion.begin();
        try {
          BLOCKED_ON.add(VirtualThreads.carrier());
          blockDriver(LATCH);
        } finally {
          BlockingRegion.end();
        }
        return 42;
      }
    }
  }

  @Test
  void begin_inClassInitializerThatOthersNeed_allGoOn() throws Exception {
    List<Greenlet<Integer>> users = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      users.add(hub.spawn(() -> SlowToInitialise.Slow.VALUE));
    }
    Thread stuck = take(SlowToInitialise.BLOCKED_ON);
    // Runs although the others, one after the other, are stuck inside of the JVM.
    assertEquals("ran", hub.spawn(() -> "ran").get());
    open(SlowToInitialise.LATCH, stuck);
    for (Greenlet<Integer> user : users) {
      assertEquals(42, user.get());
    }
    assertEquals("ran", hub.spawn(() -> "ran").get());
  }

  /** Initialised by one greenlet, whose call ends when others begin to want it. */
  private static final class EndsLate {
    static final CountDownLatch LATCH = new CountDownLatch(1);
    static final AtomicInteger BEGUN = new AtomicInteger();

    static volatile Thread blockedOn;

    private EndsLate() {}

    static int use() {
      BEGUN.incrementAndGet();
      open(LATCH, blockedOn);
      return Late.BEGUN_AT_END;
    }

    private static final class Late {
      static final int BEGUN_AT_END = late();

      private Late() {}

      private static int late() {
        BlockingRegion.begin();
        blockedOn = VirtualThreads.carrier();
        blockDriver(LATCH);
        BlockingRegion.end();
        return BEGUN.get();
      }
    }
  }

  @Test
  void end_othersStuckInWhatTheCallerHolds_goesOnBeforeAllOfThemAre() throws Exception {
    int users = 100;
    Greenlet<Integer> initializing = hub.spawn(() -> EndsLate.Late.BEGUN_AT_END);
    List<Greenlet<Integer>> using = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      using.add(hub.spawn(EndsLate::use));
    }
    assertTrue(initializing.get() < users / 2, () -> "stuck before it went on: " + EndsLate.BEGUN);
    for (Greenlet<Integer> user : using) {
      user.get();
    }
  }

  /** What native code calls back is code like any other. */
  @Test
  void suspendCall_callHasLasted_waitsForTheHubUntilItIsResumed() throws Exception {
    ConcurrentLinkedQueue<Thread> blockedOn = new ConcurrentLinkedQueue<>();
    CountDownLatch latch = new CountDownLatch(1);
    CountDownLatch again = new CountDownLatch(1);
    Greenlet<String> caller =
        hub.spawn(() -> {
          Thread thread = VirtualThreads.carrier();
          BlockingRegion.begin();
          blockedOn.add(thread);
          blockDriver(latch);
          boolean suspended = BlockingRegion.suspendCall();
          boolean onHub = Strand.current().loop().isOnHub();
          BlockingRegion.begin();
          blockedOn.add(thread);
          blockDriver(again);
          BlockingRegion.end();
          return suspended + " " + onHub + " " + Strand.current().loop().isOnHub();
        });
    Thread stuck = take(blockedOn);
    open(latch, stuck);
    assertSame(stuck, take(blockedOn));
    assertNotEquals(stuck, hub.spawn(VirtualThreads::carrier).get(), "a spare drives again");
    open(again, stuck);
    assertEquals("true true true", caller.get());
  }

  @Test
  void suspendCall_inNoCall_nothingToResume() throws Exception {
    Greenlet<Boolean> caller =
        hub.spawn(() -> BlockingRegion.suspendCall() || !Strand.current().loop().isOnHub());
    assertFalse(caller.get());
    assertFalse(BlockingRegion.suspendCall(), "on a thread that is no greenlet's");
  }

  @Test
  void begin_parksInside_endsWithThePark() throws Exception {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Greenlet<String> waiting =
        hub.spawn(() -> {
          BlockingRegion.begin();
          try {
            return queue.take();
          } finally {
            BlockingRegion.end();
          }
        });
    Greenlet<Boolean> giving = hub.spawn(() -> queue.add("given"));
    assertTrue(giving.get());
    assertEquals("given", waiting.get());
  }

  @Test
  void begin_parksInsideAfterItHasLasted_nothingIsLost() throws Exception {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    ConcurrentLinkedQueue<Thread> blockedOn = new ConcurrentLinkedQueue<>();
    CountDownLatch latch = new CountDownLatch(1);
    Greenlet<String> waiting =
        hub.spawn(() -> {
          BlockingRegion.begin();
          try {
            blockedOn.add(VirtualThreads.carrier());
            blockDriver(latch);
            return queue.take();
          } finally {
            BlockingRegion.end();
          }
        });
    Thread stuck = take(blockedOn);
    assertNotEquals(stuck, hub.spawn(VirtualThreads::carrier).get());
    open(latch, stuck);
    hub.spawn(() -> queue.add("given")).get();
    assertEquals("given", waiting.get());
    assertSame(stuck, hub.spawn(VirtualThreads::carrier).get());
  }

  @Test
  void begin_manyCallsLastAtOnce_allReturnAndHomeDrives() throws Exception {
    int calls = 20;
    ConcurrentLinkedQueue<Thread> blockedOn = new ConcurrentLinkedQueue<>();
    CountDownLatch latch = new CountDownLatch(1);
    List<Greenlet<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      int number = i;
      callers.add(
          hub.spawn(() -> {
            BlockingRegion.begin();
            try {
              blockedOn.add(VirtualThreads.carrier());
              blockDriver(latch);
            } finally {
              BlockingRegion.end();
            }
            return number;
          }));
    }
    List<Thread> stuck = new ArrayList<>();
    while (stuck.size() < calls) {
      stuck.add(take(blockedOn));
    }
    assertEquals(calls, stuck.stream().distinct().count());
    latch.countDown();
    stuck.forEach(LockSupport::unpark);
    for (int i = 0; i < calls; i++) {
      assertEquals(i, callers.get(i).get());
    }
    assertTrue(stuck.get(0) instanceof Carrier);
    assertSame(stuck.get(0), hub.spawn(VirtualThreads::carrier).get());
  }

  @Test
  void begin_millionIncrementsAmongMixedCalls_noneIsLost() throws Exception {
    incrementAmongCalls(50, 20_000, true);
    assertEquals(50 * 20_000, counter);
  }

  /** The control: what is done inside of a call that lasts is not done alone. */
  @Test
  void begin_incrementsInsideOfCalls_someAreLost() throws Exception {
    int rounds = 0;
    do {
      counter = 0;
      incrementAmongCalls(20, 4_000, false);
      rounds++;
    } while (counter == 20 * 4_000 && rounds < 20);
    assertNotEquals(20 * 4_000, counter);
  }

  private void incrementAmongCalls(int greenlets, int times, boolean properly) throws Exception {
    List<Greenlet<?>> all = new ArrayList<>();
    for (int i = 0; i < greenlets; i++) {
      Random random = new Random(i);
      all.add(
          hub.spawn(() -> {
            for (int n = 0; n < times; n++) {
              increment(random, properly);
            }
            return null;
          }));
    }
    for (Greenlet<?> greenlet : all) {
      greenlet.get();
    }
  }

  private void increment(Random random, boolean properly) throws InterruptedException {
    int choice = random.nextInt(4_000);
    if (choice < 200) {
      BlockingRegion.begin();
      if (choice == 0) {
        spin(LONG_NANOS);
      }
      if (!properly && choice == 0) {
        for (int i = 0; i < 10_000; i++) {
          incrementOnce();
        }
        counter -= 10_000;
      }
      BlockingRegion.end();
    } else if (choice < 240) {
      Greenlets.yieldNow();
    } else if (choice == 300) {
      Thread.sleep(1);
    }
    incrementOnce();
  }

  private void incrementOnce() {
    int before = counter;
    Thread.onSpinWait();
    counter = before + 1;
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
