package io.greenlet.patch.programs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/** Ends the JVM while threads and hooks wait for each other; the argument says how. */
public final class LastBreath {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final CountDownLatch STARTED = new CountDownLatch(2);
  private static final CountDownLatch STOP = new CountDownLatch(1);

  private LastBreath() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "hookWaits" -> {
        waitedForByHook();
        System.exit(3);
      }
      case "hookWaitsForExit" -> {
        waitedForByHook();
        new Thread(() -> System.exit(5), "exiting").start();
      }
      case "hookWaitsAfterMain" -> waitedForByHook();
      case "terminated" -> {
        waitedForByHook();
        System.out.println("ready");
        new CountDownLatch(1).await();
      }
      case "haltInThread" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("no hook")));
        new Thread(() -> Runtime.getRuntime().halt(6)).start();
        new CountDownLatch(1).await();
      }
      case "exitInPool" -> {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.execute(() -> System.exit(8));
      }
      case "exitInHook" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(9)));
        System.exit(2);
      }
      case "mainFails" -> {
        outlive("plain", false);
        throw new IllegalStateException("thrown by main");
      }
      case "mainFailsWithDaemon" -> {
        outlive("daemon", true);
        throw new IllegalStateException("thrown by main");
      }
      case "lastOfBoth" -> {
        outlive("left alone", false);
        outlive("converted", false);
      }
      case "daemonPool" -> {
        ExecutorService pool =
            Executors.newFixedThreadPool(1, task -> Thread.ofPlatform().daemon().unstarted(task));
        pool.submit(STARTED::countDown).get();
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("main ends");
  }

  /** Two threads that a hook stops, joins, and whose lock it takes; they go on until it does. */
  private static void waitedForByHook() throws InterruptedException {
    Thread holding =
        new Thread(() -> {
          LOCK.lock();
          try {
            STARTED.countDown();
            STOP.await();
            System.out.println("stopped");
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          } finally {
            LOCK.unlock();
          }
        });
    Thread sleeping =
        new Thread(() -> {
          try {
            STARTED.countDown();
            Thread.sleep(Duration.ofDays(1));
          } catch (InterruptedException e) {
            Runnable last = () -> System.out.println("interrupted: " + e.getMessage());
            last.run();
          }
        });
    for (Thread thread : new Thread[] {holding, sleeping}) {
      thread.setDaemon(true);
      thread.start();
    }
    STARTED.await();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(holding, sleeping), "stopping"));
  }

  private static void stop(Thread holding, Thread sleeping) {
    try {
      STOP.countDown();
      LOCK.lock();
      holding.join();
      System.out.println("joined " + holding.getState());
      sleeping.interrupt();
      sleeping.join();
      System.out.println("joined " + sleeping.getState());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A thread that says something once main has ended. */
  private static void outlive(String name, boolean daemon) {
    Thread main = Thread.currentThread();
    Thread thread =
        new Thread(
            () -> {
              try {
                main.join();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              if (!daemon) {
                System.out.println("outlived main, which is " + main.getState());
              }
            },
            name);
    thread.setDaemon(daemon);
    thread.start();
  }
}
