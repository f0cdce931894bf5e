package io.greenlet.bench;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Prints the heap that a parked greenlet takes, beside a parked virtual thread: the live heap with
 * many of them less that without, after full collections. Both are made with a name and without,
 * because a name of its own is 56 bytes for each.
 */
public final class HeapPerGreenlet {
  private static final int MANY = 100_000;
  private static final int ROUNDS = 6;

  private HeapPerGreenlet() {}

  /** Measures; takes no arguments. */
  public static void main(String[] args) throws InterruptedException {
    System.out.println("bytes of heap for each of " + MANY + ", parked, the least of " + ROUNDS);
    long virtual = least("virtual thread", i -> Thread.startVirtualThread(() -> LockSupport.park()));
    long greenlet = least("greenlet", i -> Greenlets.spawn(() -> LockSupport.park()));
    least(
        "virtual thread, named",
        i -> Thread.ofVirtual().name("Greenlet-" + i).start(() -> LockSupport.park()));
    least("greenlet, named", i -> named(Greenlets.spawn(() -> LockSupport.park())));
    least("greenlet, switched out", i -> switchedOut());
    System.out.println("greenlet - virtual thread: " + (greenlet - virtual));
  }

  private static Greenlet<?> named(Greenlet<?> greenlet) {
    greenlet.thread().setName("Greenlet-" + greenlet.thread().threadId());
    return greenlet;
  }

  private static Greenlet<?> switchedOut() {
    Greenlet<?> main = Greenlet.current();
    Greenlet<?> greenlet = Greenlet.of(() -> main.switchTo());
    greenlet.switchTo();
    return greenlet;
  }

  /** Of several rounds, because frames of compiled code are smaller than the interpreter's. */
  private static long least(String what, IntFunction<Object> parked) throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      least = Math.min(least, measure(parked));
    }
    System.out.printf("%6d  %s%n", least, what);
    return least;
  }

  private static long measure(IntFunction<Object> parked) throws InterruptedException {
    Object[] all = new Object[MANY];
    long before = liveHeap();
    for (int i = 0; i < MANY; i++) {
      all[i] = parked.apply(i);
    }
    letAllPark();
    long each = (liveHeap() - before) / MANY;
    end(all);
    return each;
  }

  private static void letAllPark() throws InterruptedException {
    while (Hub.current().stats().ready() > 0) {
      Greenlets.yieldNow();
    }
    Thread.sleep(500); // The virtual threads run on a pool that tells nobody when it is idle.
  }

  private static void end(Object[] all) throws InterruptedException {
    for (int i = 0; i < all.length; i++) {
      if (all[i] instanceof Greenlet<?> greenlet) {
        LockSupport.unpark(greenlet.thread());
      } else {
        LockSupport.unpark((Thread) all[i]);
      }
    }
    Hub.current().close();
    for (Object each : all) {
      if (each instanceof Thread thread) {
        thread.join();
      }
    }
  }

  private static long liveHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least =
          Math.min(
              least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
