package io.greenlet.patch.programs;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Prints what the JDK's thread pools and timers do; the same with and without the agent. */
public final class Pools {
  private Pools() {}

  private static final class Watched extends ThreadPoolExecutor {
    Watched() {
      super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      say("before, in the same thread", thread == Thread.currentThread());
      super.beforeExecute(thread, task);
    }

    @Override
    protected void terminated() {
      say("terminated in", Thread.currentThread().getName());
      super.terminated();
    }
  }

  public static void main(String[] args) throws Exception {
    fixed();
    watched();
    interrupted();
    scheduled();
    timer();
    futures();
  }

  private static void say(String what, Object value) {
    System.out.println(what + ": " + value);
  }

  private static void fixed() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Future<String> name = pool.submit(() -> Thread.currentThread().toString());
      say("pool", name.get().replaceAll("#\\d+", "#"));
      say("daemon", pool.submit(() -> Thread.currentThread().isDaemon()).get());
      Future<?> failing = pool.submit(() -> fail());
      try {
        failing.get();
      } catch (java.util.concurrent.ExecutionException e) {
        say("failed with", e.getCause().getMessage());
      }
    }
  }

  private static void fail() {
    throw new IllegalStateException("thrown by a task");
  }

  private static void watched() throws InterruptedException {
    try (Watched watched = new Watched()) {
      watched.execute(() -> say("ran in", Thread.currentThread().getName()));
    }
  }

  private static void interrupted() throws InterruptedException {
    ExecutorService pool = Executors.newCachedThreadPool();
    CountDownLatch started = new CountDownLatch(1);
    Future<?> sleeping =
        pool.submit(() -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            say("task", "interrupted");
          }
        });
    started.await();
    int left = pool.shutdownNow().size();
    say("terminated", pool.awaitTermination(1, TimeUnit.DAYS));
    say("left in the queue", left);
    say("done", sleeping.isDone());
  }

  private static void scheduled() throws Exception {
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
      Future<String> second = pool.schedule(() -> note("second"), 300, TimeUnit.MILLISECONDS);
      Future<String> first = pool.schedule(() -> note("first"), 1, TimeUnit.MILLISECONDS);
      say("scheduled", first.get() + " " + second.get());
      CountDownLatch thrice = new CountDownLatch(3);
      Future<?> periodic = pool.scheduleAtFixedRate(thrice::countDown, 0, 1, TimeUnit.MILLISECONDS);
      thrice.await();
      say("cancelled", periodic.cancel(true));
    }
  }

  private static String note(String what) {
    System.out.println(what);
    return what;
  }

  private static void timer() throws InterruptedException {
    Timer timer = new Timer("the timer");
    CountDownLatch done = new CountDownLatch(1);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            say("timer in", Thread.currentThread().getName());
            done.countDown();
          }
        },
        1);
    done.await();
    timer.cancel();
  }

  private static void futures() throws Exception {
    FutureTask<String> task = new FutureTask<>(() -> Thread.currentThread().getName());
    new Thread(task, "future task").start();
    say("future task in", task.get());
    say(
        "common pool, daemon",
        CompletableFuture.supplyAsync(() -> Thread.currentThread().isDaemon()).get());
    say("parallel", java.util.stream.IntStream.range(0, 1000).parallel().sum());
  }
}
