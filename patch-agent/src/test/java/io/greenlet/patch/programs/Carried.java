package io.greenlet.patch.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Prints how its threads are run, found out by reflection, which sees the thread as the JDK does:
 * how many of them are virtual, and by how many carriers they are run.
 */
public final class Carried {
  private static final Set<String> CARRIERS = ConcurrentHashMap.newKeySet();

  private Carried() {}

  /** Arguments: how many threads, and the name that they bear, with a number. */
  public static void main(String[] args) throws Exception {
    System.out.println("main virtual: " + underlying().isVirtual());
    int count = Integer.parseInt(args[0]);
    CountDownLatch all = new CountDownLatch(count);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> look(all), args[1] + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("carriers: " + CARRIERS.size());
  }

  /** Each waits until all have come, so that as many are alive at once. */
  private static void look(CountDownLatch all) {
    try {
      Thread thread = underlying();
      if (thread.isVirtual()) {
        CARRIERS.add(thread.toString().replaceAll(".*@", ""));
      } else {
        CARRIERS.add(thread.getName());
      }
      all.countDown();
      all.await();
    } catch (ReflectiveOperationException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Thread underlying() throws ReflectiveOperationException {
    return (Thread) Thread.class.getMethod("currentThread").invoke(null);
  }
}
