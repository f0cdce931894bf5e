package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.await;
import static io.greenlet.patch.identity.Threads.inThread;
import static io.greenlet.patch.identity.Threads.until;
import static io.greenlet.patch.identity.Threads.waiting;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What a thread has from its parent, and its group. */
final class FamilyChecks {
  private FamilyChecks() {}

  static void addAll() {
    Identity.add("context class loader", FamilyChecks::loaders);
    Identity.add("thread locals", FamilyChecks::locals);
    Identity.add("inheritable thread locals", FamilyChecks::inheritable);
    Identity.add("thread groups", FamilyChecks::groups);
  }

  private static String loader(Thread thread) {
    ClassLoader loader = thread.getContextClassLoader();
    return loader == null ? "none" : loader.getName();
  }

  private static void loaders() throws Exception {
    say("main", loader(Thread.currentThread()));
    ClassLoader theirs = new URLClassLoader("theirs", new URL[0], null);
    CountDownLatch set = new CountDownLatch(1);
    Thread thread =
        new Thread(() -> {
          say("before the start", loader(Thread.currentThread()));
          say("of a child", loader(new Thread()));
          await(set);
          say("set by another", loader(Thread.currentThread()));
          Thread.currentThread().setContextClassLoader(null);
          say("set to none", loader(Thread.currentThread()) + " " + loader(new Thread()));
        });
    thread.setContextClassLoader(theirs);
    thread.start();
    until(thread, Thread.State.WAITING);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    set.countDown();
    thread.join();
    say("at the end", loader(thread));
    Thread own =
        new Thread(() -> say("overridden", loader(Thread.currentThread()))) {
          @Override
          public ClassLoader getContextClassLoader() {
            return theirs;
          }
        };
    own.start();
    own.join();
  }

  private static void locals() throws Exception {
    AtomicInteger made = new AtomicInteger();
    ThreadLocal<Integer> local = ThreadLocal.withInitial(made::incrementAndGet);
    say("main", local.get() + " " + local.get());
    say("other", inThread(() -> local.get() + " " + local.get()));
    local.set(10);
    say("unseen by others", inThread(local::get));
    local.remove();
    say("again", local.get());
    List<Thread> threads = new ArrayList<>();
    AtomicInteger wrong = new AtomicInteger();
    ThreadLocal<Thread> owner = new ThreadLocal<>();
    for (int i = 0; i < 50; i++) {
      Thread thread =
          new Thread(() -> {
            owner.set(Thread.currentThread());
            Thread.yield();
            if (owner.get() != Thread.currentThread()) {
              wrong.incrementAndGet();
            }
          });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    say("mixed up", wrong);
  }

  private static void inheritable() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    InheritableThreadLocal<String> local =
        new InheritableThreadLocal<>() {
          @Override
          protected String childValue(String parent) {
            asked.incrementAndGet();
            return parent + "'s child";
          }
        };
    local.set("main");
    Thread child = new Thread(() -> say("child", local.get()));
    say("asked once made", asked);
    local.set("too late");
    child.start();
    child.join();
    say("asked once run", asked);
    local.set("main");
    say("grandchild", inThread(() -> inThread(local::get)));
    Thread without = new Thread(null, () -> say("without", local.get()), "w", 0, false);
    without.start();
    without.join();
    Thread built =
        Thread.ofPlatform()
            .inheritInheritableThreadLocals(false)
            .start(() -> say("built without", local.get()));
    built.join();
    say("unchanged here", local.get());
    local.remove();
  }

  private static void groups() throws Exception {
    ThreadGroup outer = new ThreadGroup("outer");
    ThreadGroup inner = new ThreadGroup(outer, "inner");
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (ThreadGroup group : new ThreadGroup[] {outer, inner, inner}) {
      Thread thread = new Thread(group, () -> await(release), group.getName() + threads.size());
      say("unstarted", outer.activeCount());
      thread.start();
      threads.add(thread);
    }
    say("active", outer.activeCount() + " " + inner.activeCount());
    say("of main", Thread.activeCount() + " " + outer.activeGroupCount());
    say("enumerated", names(outer, true) + " " + names(outer, false));
    Thread[] small = new Thread[1];
    say("too small", outer.enumerate(small));
    say("parent", outer.parentOf(inner) + " " + inner.getParent().getName());
    say("inside", inThread(() -> Thread.currentThread().getThreadGroup().getName()));
    say("listed", listed(outer));
    inner.interrupt();
    release.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    say("interrupted", threads.stream().map(Thread::isInterrupted).toList());
    say("group at the end", threads.get(0).getThreadGroup());
    say("active at the end", outer.activeCount());
    CountDownLatch again = new CountDownLatch(1);
    Thread thread = waiting("of main", again);
    Thread[] all = new Thread[8];
    int count = Thread.enumerate(all);
    say("all", Arrays.stream(all, 0, count).map(Thread::getName).sorted().toList());
    again.countDown();
    thread.join();
  }

  /** Without the numbers, which the JVM's own threads influence. */
  private static String listed(ThreadGroup group) {
    PrintStream out = System.out;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true));
    try {
      group.list();
    } finally {
      System.setOut(out);
    }
    return text.toString().replaceAll("#\\d+", "#");
  }

  private static List<String> names(ThreadGroup group, boolean recursively) {
    Thread[] threads = new Thread[8];
    int count = group.enumerate(threads, recursively);
    return Arrays.stream(threads, 0, count).map(Thread::getName).sorted().toList();
  }
}
