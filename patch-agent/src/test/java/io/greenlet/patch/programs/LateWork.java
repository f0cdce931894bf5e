package io.greenlet.patch.programs;

import io.greenlet.patch.Monkey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has threads and pools at work, is patched in the middle, and prints how those from before and
 * those from afterwards go on together.
 *
 * <p>Arguments: how it is patched: {@code monkey}, or a command to run, {@code PID} standing for
 * this process.
 */
public final class LateWork {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Object MONITOR = new Object();
  private static final SynchronousQueue<String> TO_OLD = new SynchronousQueue<>();
  private static final SynchronousQueue<String> TO_NEW = new SynchronousQueue<>();
  private static final CountDownLatch PATCHED = new CountDownLatch(1);

  private LateWork() {}

  public static void main(String[] args) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    timer.submit(() -> {}).get();
    Thread echo = start("old echo", LateWork::echo);
    Thread sleeper = start("old sleeper", LateWork::sleep);
    Thread holder = start("old holder", LateWork::hold);
    Until.state(echo, Thread.State.WAITING);
    Until.state(sleeper, Thread.State.TIMED_WAITING);
    Until.state(holder, Thread.State.WAITING);
    Future<Boolean> busy = pool.submit(LateWork::waitForPatch);

    patch(args);
    PATCHED.countDown();

    System.out.println("old worker is greenlet: " + busy.get());
    System.out.println("new worker is greenlet: " + newWorker(pool));
    System.out.println("new timer is greenlet: " + newWorker(timer));
    meet(echo, sleeper, holder);
    report();
    echo.interrupt();
    echo.join();
    pool.shutdown();
    timer.shutdown();
    System.out.println("pool ended: " + pool.awaitTermination(1, TimeUnit.DAYS));
    System.out.println("timer ended: " + timer.awaitTermination(1, TimeUnit.DAYS));
  }

  private static void patch(String[] args) throws Exception {
    if (args[0].equals("monkey")) {
      Monkey.patchAll();
      return;
    }
    List<String> command = new ArrayList<>();
    for (String arg : args) {
      command.add(arg.equals("PID") ? Long.toString(ProcessHandle.current().pid()) : arg);
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new AssertionError(command + " said " + said);
    }
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.start();
    return thread;
  }

  /** Old and new threads meet at a queue, a lock, a monitor, by joins and by interrupts. */
  private static void meet(Thread echo, Thread sleeper, Thread holder) throws Exception {
    LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    Thread caller =
        start(
            "new caller",
            () -> {
              try {
                TO_OLD.put("call from " + Thread.currentThread().getName());
                said.put(TO_NEW.take());
                sleeper.interrupt();
                sleeper.join();
                said.put("joined by new: " + sleeper.getState());
                LOCK.lockInterruptibly();
                said.put("locked by new, held by old: " + holder.getName());
                LOCK.unlock();
                synchronized (MONITOR) {
                  said.put("monitor entered by new");
                }
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                said.add("interrupted by old");
              }
            });
    System.out.println(said.take());
    System.out.println(said.take());
    // The holder, an old thread, lets go, and waits for and interrupts the new one.
    TO_OLD.put("release");
    System.out.println(said.take());
    System.out.println(said.take());
    Until.state(caller, Thread.State.WAITING);
    Thread joiner =
        new Thread(
            () -> {
              try {
                caller.join();
                said.put("joined by " + Thread.currentThread().getName());
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            },
            "new joiner");
    joiner.start();
    // Main is from before.
    caller.interrupt();
    caller.join();
    System.out.println(said.take());
    System.out.println(said.take());
    System.out.println("joined by old: " + caller.getState());
    holder.join();
  }

  private static void echo() {
    try {
      while (true) {
        String call = TO_OLD.take();
        if (call.equals("release")) {
          RELEASE.countDown();
        } else {
          TO_NEW.put(call + ", greenlet here: " + isGreenlet());
        }
      }
    } catch (InterruptedException e) {
      System.out.println("old echo interrupted");
    }
  }

  private static final CountDownLatch RELEASE = new CountDownLatch(1);

  private static void hold() {
    LOCK.lock();
    synchronized (MONITOR) {
      try {
        RELEASE.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    LOCK.unlock();
  }

  private static void sleep() {
    try {
      Thread.sleep(TimeUnit.DAYS.toMillis(1));
    } catch (InterruptedException e) {
      System.out.println("sleep of an old thread interrupted by a new one");
    }
  }

  private static boolean waitForPatch() throws InterruptedException {
    PATCHED.await();
    return isGreenlet();
  }

  /** Two tasks that meet, and so are run by the two workers, one from before and one new. */
  private static boolean newWorker(ExecutorService pool) throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Future<Boolean> first = pool.submit(() -> meetIn(both));
    Future<Boolean> second = pool.submit(() -> meetIn(both));
    return first.get() != second.get();
  }

  private static boolean meetIn(CountDownLatch both) throws InterruptedException {
    both.countDown();
    both.await();
    return isGreenlet();
  }

  /** Prints the lines about threads that escaped. */
  private static void report() {
    Monkey.report()
        .lines()
        .map(String::strip)
        .filter(line -> line.contains("escaped: thread"))
        .sorted()
        .forEach(System.out::println);
  }

  private static boolean isGreenlet() {
    try {
      return ((Thread) Thread.class.getMethod("currentThread").invoke(null)).isVirtual();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
