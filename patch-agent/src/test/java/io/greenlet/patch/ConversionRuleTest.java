package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One test for each line of the rule. */
final class ConversionRuleTest {
  private static final Runnable APPLICATION = new Plain();

  private static boolean converts(Thread thread, String... excluded) {
    return new ConversionRule(selection(excluded)).converts(thread);
  }

  private static Selection selection(String... excluded) {
    List<ThreadPattern> patterns = new ArrayList<>();
    for (String pattern : excluded) {
      patterns.add(ThreadPattern.parse(pattern));
    }
    return new Selection(List.of(), patterns);
  }

  @Test
  void converts_taskOfApplication_true() {
    assertEquals(true, converts(new Thread(APPLICATION)));
    assertEquals(true, converts(new Thread(Plain.lambda())));
  }

  @Test
  void converts_subclassOfApplication_true() {
    assertEquals(true, converts(new Plain.Subclass()));
  }

  @Test
  void converts_withoutTask_true() {
    assertEquals(true, converts(new Thread("no task")));
  }

  @Test
  void converts_taskOfConcurrentPackage_true() {
    assertEquals(true, converts(new Thread(new FutureTask<>(() -> null))));
  }

  @Test
  void converts_workerOfPool_true() {
    AtomicReference<Thread> made = new AtomicReference<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              made.set(new Thread(task));
              return null;
            });
    pool.execute(() -> {});
    pool.shutdownNow();
    assertEquals(true, converts(made.get()));
  }

  @Test
  void converts_taskOfJdkElsewhere_false() {
    // A virtual thread is a task, too, and of java.lang.
    Runnable task = Thread.ofVirtual().unstarted(APPLICATION);
    assertEquals(false, converts(new Thread(task)));
  }

  @Test
  void converts_own_false() {
    assertEquals(false, converts(new Thread(() -> {})));
  }

  @Test
  void converts_forkJoinWorker_false() {
    ForkJoinWorkerThread worker =
        ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(ForkJoinPool.commonPool());
    assertEquals(false, converts(worker));
  }

  @Test
  void converts_inRootGroup_false() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    assertEquals(false, converts(new Thread(root, APPLICATION)));
  }

  @Test
  void converts_deepStack_false() {
    assertEquals(false, converts(new Thread(null, APPLICATION, "deep", 64 << 20)));
    assertEquals(true, converts(new Thread(null, APPLICATION, "shallow", 64 << 10)));
  }

  @Test
  void converts_excluded_false() {
    Thread thread = new Thread(APPLICATION, "worker-1");
    assertEquals(false, converts(thread, "name:worker-*"));
    assertEquals(false, converts(thread, "class:*.Plain"));
    assertEquals(true, converts(thread, "name:other", "class:no"));
  }

  @Test
  void converts_includedButNotPicked_false() {
    Selection workers = new Selection(List.of(ThreadPattern.parse("name:worker-*")), List.of());
    ConversionRule rule = new ConversionRule(workers);
    assertEquals(true, rule.converts(new Thread(APPLICATION, "worker-1")));
    assertEquals(false, rule.converts(new Thread(APPLICATION, "other")));
    // What the rule leaves alone no pattern brings in.
    assertEquals(false, rule.converts(new Thread(() -> {}, "worker-1")));
  }

  @Test
  void convertsMain_toldByMainClass() {
    Thread main = new Thread("main");
    ConversionRule rule = new ConversionRule(selection("name:x", "class:*.Plain"));
    assertEquals(false, rule.convertsMain(main, Plain.class));
    assertEquals(true, rule.convertsMain(main, ConversionRuleTest.class));
    assertEquals(
        false,
        new ConversionRule(selection("name:main")).convertsMain(main, ConversionRuleTest.class));
  }
}
