package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.failure;
import static io.greenlet.patch.identity.Threads.until;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The pools of the JDK, and the threads they work with. */
final class PoolChecks {
  private PoolChecks() {}

  static void addAll() {
    Identity.add("thread pools and their threads", PoolChecks::pools);
    Identity.add("pools shut down", PoolChecks::shutdown);
    Identity.add("schedulers, timers and futures", PoolChecks::schedulers);
  }

  /** Says what it is told, and of which thread. */
  private static final class Watched extends ThreadPoolExecutor {
    private final List<Thread> made = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger after = new AtomicInteger();

    Watched() {
      super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
      setThreadFactory(task -> {
        Thread thread = new Thread(task, "made-" + made.size());
        thread.setUncaughtExceptionHandler((t, e) -> say("uncaught", t.getName()));
        made.add(thread);
        return thread;
      });
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      super.beforeExecute(thread, task);
      say("before", thread == Thread.currentThread() && made.contains(thread));
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
      super.afterExecute(task, failure);
      after.addAndGet(made.contains(Thread.currentThread()) ? 1 : 100);
      if (failure != null) {
        say("after", failure);
      }
    }

    @Override
    protected void terminated() {
      super.terminated();
      say("terminated", isTerminating());
    }
  }

  private static void pools() throws Exception {
    try (Watched watched = new Watched()) {
      say("task in", watched.submit(() -> Thread.currentThread().getName()).get());
      watched.execute(() -> {
        throw new IllegalStateException("by a task");
      });
      until(() -> watched.made.size() == 2);
      watched.made.get(0).join();
      say("replaced by", watched.submit(() -> Thread.currentThread().getName()).get());
      say("largest", watched.getLargestPoolSize() + " " + watched.getPoolSize());
      watched.shutdown();
      say("closed", watched.awaitTermination(1, TimeUnit.DAYS));
      say("after", watched.after);
    }
    Callable<String> name = () -> Thread.currentThread().getName().replaceAll("pool-\\d+", "pool");
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<String> names = new ArrayList<>();
      for (Future<String> each : pool.invokeAll(List.of(name, name))) {
        names.add(each.get());
      }
      say("fixed", names.get(0));
      say("any", pool.invokeAny(List.of(() -> "one")));
      say("group", pool.submit(() -> Thread.currentThread().getThreadGroup().getName()).get());
    }
    Thread.Builder.OfPlatform builder = Thread.ofPlatform().name("task-", 0).daemon();
    try (ExecutorService pool = Executors.newThreadPerTaskExecutor(builder.factory())) {
      say("per task", pool.submit(name).get() + " " + pool.submit(name).get());
      pool.execute(() -> say("per task, daemon", Thread.currentThread().isDaemon()));
    }
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      say("virtual", pool.submit(() -> Thread.currentThread().isVirtual()).get());
    }
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      say("single", pool.submit(name).get());
    }
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      say("fork and join", pool.submit(() -> Thread.currentThread().getClass()).get());
    }
  }

  private static void shutdown() throws Exception {
    ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
    CountDownLatch started = new CountDownLatch(1);
    Future<String> endless =
        pool.submit(() -> {
          started.countDown();
          return failure(() -> new CountDownLatch(1).await());
        });
    pool.execute(() -> say("queued", "ran"));
    started.await();
    say("await", pool.awaitTermination(1, TimeUnit.MILLISECONDS));
    pool.shutdown();
    say("shut down", pool.isShutdown() + " " + pool.isTerminated());
    say("rejected", failure(() -> pool.execute(() -> {})).replaceAll("Exception.*", "Exception"));
    say("left", pool.shutdownNow().size());
    say("interrupted", endless.get());
    say("terminated", pool.awaitTermination(1, TimeUnit.DAYS) + " " + pool.getPoolSize());
    ThreadPoolExecutor idle = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    idle.submit(() -> {}).get();
    idle.shutdown();
    say("idle, terminated", idle.awaitTermination(1, TimeUnit.DAYS));
    ThreadPoolExecutor brief = (ThreadPoolExecutor) Executors.newFixedThreadPool(3);
    brief.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    brief.allowCoreThreadTimeOut(true);
    brief.prestartAllCoreThreads();
    until(() -> brief.getPoolSize() == 0);
    say("timed out", brief.getPoolSize());
    brief.close();
    ExecutorService perTask = Executors.newThreadPerTaskExecutor(Thread::new);
    Future<?> sleeping = perTask.submit(() -> failure(() -> Thread.sleep(86_400_000)));
    say("per task", perTask.awaitTermination(1, TimeUnit.MILLISECONDS));
    perTask.shutdownNow();
    say("per task, now", sleeping.get() + " " + perTask.awaitTermination(1, TimeUnit.DAYS));
  }

  private static void schedulers() throws Exception {
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
      Future<String> first = pool.schedule(() -> note("first"), 1, TimeUnit.MILLISECONDS);
      Future<String> second = pool.schedule(() -> note("second"), 2, TimeUnit.MILLISECONDS);
      say("scheduled", first.get() + " " + second.get());
      CountDownLatch thrice = new CountDownLatch(3);
      Future<?> rate = pool.scheduleAtFixedRate(thrice::countDown, 0, 1, TimeUnit.MILLISECONDS);
      thrice.await();
      say("cancelled", rate.cancel(true) + " " + rate.isCancelled());
      Future<?> never = pool.schedule(() -> note("never"), 1, TimeUnit.DAYS);
      say("never", never.isDone());
      pool.shutdownNow();
      say("dropped", never.isDone());
    }
    Timer timer = new Timer("timer", true);
    CountDownLatch twice = new CountDownLatch(2);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            if (twice.getCount() > 0) {
              say("timer", Thread.currentThread().getName() + Thread.currentThread().isDaemon());
            }
            twice.countDown();
          }
        },
        1,
        1);
    twice.await();
    timer.cancel();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(1, task -> new Thread(task, "completer"))) {
      CompletableFuture<String> future =
          CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), pool)
              .thenApplyAsync(name -> name + " " + Thread.currentThread().getName(), pool);
      say("future", future.get());
      CompletableFuture<String> delayed =
          CompletableFuture.supplyAsync(
              () -> Thread.currentThread().getName(),
              CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, pool));
      say("delayed", delayed.get());
      say(
          "timed out",
          failure(() -> new CompletableFuture<>().orTimeout(1, TimeUnit.MILLISECONDS).get()));
    }
  }

  private static String note(String what) {
    say("ran", what);
    return what;
  }
}
