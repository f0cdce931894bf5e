package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.failure;
import static io.greenlet.patch.identity.Threads.inThread;
import static io.greenlet.patch.identity.Threads.waiting;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;

/** What few programs do with a thread, and some do. */
final class OddChecks {
  private OddChecks() {}

  static void addAll() {
    Identity.add("builders", OddChecks::builders);
    Identity.add("threads as keys, tasks and locks", OddChecks::objects);
    Identity.add("sleep, yield and spin", OddChecks::pauses);
    Identity.add("what a thread refuses", OddChecks::refusals);
  }

  private static void builders() throws Exception {
    ThreadGroup group = new ThreadGroup("built");
    Thread thread =
        Thread.ofPlatform()
            .group(group)
            .name("named")
            .daemon(true)
            .priority(7)
            .stackSize(100_000)
            .uncaughtExceptionHandler((t, e) -> say("uncaught", t.getName() + " " + e))
            .unstarted(() -> {
              Thread me = Thread.currentThread();
              say("inside", me.getName() + me.isDaemon() + me.getPriority());
              say("group", me.getThreadGroup().getName());
              throw new IllegalStateException("thrown");
            });
    say("built", thread.getState() + " " + thread.isVirtual());
    thread.start();
    thread.join();
    Thread deep = Thread.ofPlatform().stackSize(64 << 20).start(() -> say("deep", depth(20_000)));
    deep.join();
    Thread virtual =
        Thread.ofVirtual()
            .name("virtual")
            .start(() -> {
              Thread me = Thread.currentThread();
              say("virtual", me.getName() + " " + me.isVirtual() + me.isDaemon());
              say("group of the virtual", me.getThreadGroup().getName());
              Thread child = new Thread();
              say("its child", child.isDaemon() + child.getThreadGroup().getName());
            });
    virtual.join();
    say(
        "virtual, from a thread",
        inThread(() -> {
          boolean[] same = new boolean[1];
          Thread[] started = new Thread[1];
          CountDownLatch set = new CountDownLatch(1);
          started[0] =
              Thread.startVirtualThread(() -> {
                Threads.await(set);
                same[0] = started[0] == Thread.currentThread();
              });
          set.countDown();
          started[0].join();
          return same[0];
        }));
  }

  private static int depth(int left) {
    return left == 0 ? 0 : depth(left - 1) + 1;
  }

  private static void objects() throws Exception {
    Map<Thread, String> map = new HashMap<>();
    Map<Thread, String> weak = new WeakHashMap<>();
    Thread thread =
        new Thread(() -> {
          say("key", map.get(Thread.currentThread()));
          say("weak key", weak.get(Thread.currentThread()));
        });
    map.put(thread, "value");
    weak.put(thread, "value");
    thread.start();
    thread.join();
    Thread task =
        new Thread("task") {
          @Override
          public void run() {
            say("a thread as a task", Thread.currentThread().getName() + " " + isAlive());
          }
        };
    Thread running = new Thread(task, "running");
    running.start();
    running.join();
    CountDownLatch release = new CountDownLatch(1);
    Thread locked = waiting("locked", release);
    synchronized (locked) {
      say("a thread as a lock", Thread.holdsLock(locked));
      say("seen by it", inThread(() -> Thread.holdsLock(locked)));
      release.countDown();
    }
    locked.join();
    Thread nobody = new Thread();
    nobody.start();
    nobody.join();
    say("without a task", nobody.getState());
  }

  private static void pauses() throws Exception {
    Thread.sleep(0);
    Thread.sleep(0, 1);
    Thread.sleep(Duration.ZERO);
    Thread.sleep(Duration.ofMillis(-1));
    say("negative", failure(() -> Thread.sleep(-1)));
    say("wrong nanoseconds", failure(() -> Thread.sleep(0, 1_000_000)));
    Thread.yield();
    Thread.onSpinWait();
    Thread.currentThread().interrupt();
    say("interrupted", failure(() -> Thread.sleep(0)) + " " + Thread.interrupted());
    say(
        "inside",
        inThread(() -> {
          Thread.sleep(1);
          Thread.yield();
          Thread.onSpinWait();
          Thread.currentThread().interrupt();
          return failure(() -> Thread.sleep(1)) + " " + Thread.interrupted();
        }));
    long before = System.nanoTime();
    Thread.sleep(20);
    say("not too short", System.nanoTime() - before >= Duration.ofMillis(20).toNanos());
  }

  @SuppressWarnings({"removal", "deprecation"}) // What is refused is the subject.
  private static void refusals() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread thread = waiting("refusing", release);
    say("stop", failure(thread::stop));
    say("check", failure(thread::checkAccess));
    say("hook", failure(() -> Runtime.getRuntime().addShutdownHook(thread)));
    say("no such hook", Runtime.getRuntime().removeShutdownHook(thread));
    say("alive", thread.isAlive());
    release.countDown();
    thread.join();
    say("no group", failure(() -> new ThreadGroup(null, "none")));
    say("no name", failure(() -> new Thread((Runnable) null, (String) null)));
    Thread hook = new Thread(() -> say("hook", "ran"));
    Runtime.getRuntime().addShutdownHook(hook);
    say("same hook", failure(() -> Runtime.getRuntime().addShutdownHook(hook)));
    say("hook removed", Runtime.getRuntime().removeShutdownHook(hook));
  }
}
