package io.greenlet.patch.programs;

import java.lang.reflect.Method;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/**
 * Prints, for each kind of pool of the JDK, whether its threads are virtual. Found out by
 * reflection, which sees the thread as the JDK does.
 */
public final class PoolKinds {
  private PoolKinds() {}

  public static void main(String[] args) throws Exception {
    ThreadFactory platform = Thread.ofPlatform().factory();
    say("fixed", Executors.newFixedThreadPool(1));
    say("cached", Executors.newCachedThreadPool());
    say("single", Executors.newSingleThreadExecutor());
    say("with a factory", Executors.newFixedThreadPool(1, Thread::new));
    say("scheduled", Executors.newScheduledThreadPool(1));
    say("single, scheduled", Executors.newSingleThreadScheduledExecutor());
    say("thread per task", Executors.newThreadPerTaskExecutor(platform));
    executed("thread per task, executed", Executors.newThreadPerTaskExecutor(platform));
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      say("future", CompletableFuture.supplyAsync(PoolKinds::isVirtual, pool).get());
    }
    FutureTask<Boolean> task = new FutureTask<>(PoolKinds::isVirtual);
    Thread.ofPlatform().start(task);
    say("builder", task.get());
    timer();
    say("fork and join", new ForkJoinPool(1));
    say("common pool", CompletableFuture.supplyAsync(PoolKinds::isVirtual).get());
  }

  private static void say(String kind, ExecutorService pool) throws Exception {
    try (pool) {
      say(kind, pool.submit(PoolKinds::isVirtual).get());
    }
  }

  private static void executed(String kind, ExecutorService pool) throws Exception {
    FutureTask<Boolean> task = new FutureTask<>(PoolKinds::isVirtual);
    try (pool) {
      pool.execute(task);
    }
    say(kind, task.get());
  }

  private static void timer() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Timer timer = new Timer();
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            say("timer", isVirtual());
            done.countDown();
          }
        },
        0);
    done.await();
    timer.cancel();
  }

  private static void say(String kind, boolean virtual) {
    System.out.println(kind + ": " + (virtual ? "greenlet" : "platform"));
  }

  private static boolean isVirtual() {
    try {
      Method currentThread = Thread.class.getMethod("currentThread");
      return ((Thread) currentThread.invoke(null)).isVirtual();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
