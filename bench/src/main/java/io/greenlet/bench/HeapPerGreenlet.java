package io.greenlet.bench;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
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

  /** What can be parked. */
  private enum Kind {
    VIRTUAL_THREAD(i -> Thread.startVirtualThread(() -> LockSupport.park())),
    GREENLET(i -> Greenlets.spawn(() -> LockSupport.park())),
    NAMED_VIRTUAL_THREAD(
        i -> Thread.ofVirtual().name("Greenlet-" + i).start(() -> LockSupport.park())),
    NAMED_GREENLET(i -> named(Greenlets.spawn(() -> LockSupport.park()))),
    SWITCHED_OUT_GREENLET(i -> switchedOut());

    private final IntFunction<Object> parked;

    Kind(IntFunction<Object> parked) {
      this.parked = parked;
    }
  }

  /**
   * Measures one kind, or each in a JVM of its own: what is compiled for one changes the frames of
   * the others.
   *
   * @param args the name of a kind; none for all
   */
  public static void main(String[] args) throws InterruptedException, IOException {
    if (args.length == 0) {
      System.out.println("bytes of heap for each of " + MANY + ", parked, the least of " + ROUNDS);
      for (Kind kind : Kind.values()) {
        inJvmOfItsOwn(kind);
      }
      return;
    }
    Kind kind = Kind.valueOf(args[0]);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      least = Math.min(least, measure(kind.parked));
    }
    System.out.printf("%6d  %s%n", least, kind);
  }

  private static void inJvmOfItsOwn(Kind kind) throws InterruptedException, IOException {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            HeapPerGreenlet.class.getName(),
            kind.name())
        .inheritIO()
        .start()
        .waitFor();
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
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
