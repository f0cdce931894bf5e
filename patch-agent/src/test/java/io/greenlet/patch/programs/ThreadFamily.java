package io.greenlet.patch.programs;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Prints what threads inherit and whom they tell of their failures; the same with and without. */
public final class ThreadFamily {
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  static {
    LOCAL.set("set by the class initializer");
  }

  private ThreadFamily() {}

  public static void main(String[] args) throws Exception {
    say("local", LOCAL.get());
    INHERITED.set("by main");
    say("main", describe(Thread.currentThread()));
    ThreadGroup group = new ThreadGroup("family");
    group.setMaxPriority(7);
    say("group", group);
    ClassLoader loader = new URLClassLoader("theirs", new URL[0], null);
    Thread parent = new Thread(group, ThreadFamily::parent, "parent");
    parent.setDaemon(true);
    parent.setPriority(3);
    parent.setContextClassLoader(loader);
    parent.start();
    parent.join();
    say("inherited here", INHERITED.get());
    groups(group);
    failures();
  }

  private static void say(String what, Object value) {
    // Numbers of threads grow faster where each has a virtual one, too.
    System.out.println(what + ": " + String.valueOf(value).replaceAll("#\\d+", "#"));
  }

  private static String describe(Thread thread) {
    return thread.getName()
        + " daemon "
        + thread.isDaemon()
        + " priority "
        + thread.getPriority()
        + " group "
        + thread.getThreadGroup().getName()
        + " loader "
        + (thread.getContextClassLoader() == null
            ? null
            : thread.getContextClassLoader().getName());
  }

  private static void parent() {
    say("parent", describe(Thread.currentThread()));
    say("local of another", LOCAL.get());
    say("inherited by parent", INHERITED.get());
    INHERITED.set("by parent");
    Thread child = new Thread(ThreadFamily::child, "child");
    say("child, unstarted", describe(child));
    INHERITED.set("by parent, too late");
    Thread without = new Thread(null, ThreadFamily::child, "without", 0, false);
    Thread.currentThread().setContextClassLoader(null);
    Thread late = Thread.ofPlatform().name("late").priority(9).daemon(false).unstarted(() -> {});
    say("late", describe(late));
    say("group of a group", new ThreadGroup("nested").getParent().getName());
    for (Thread thread : new Thread[] {child, without}) {
      thread.start();
      join(thread);
    }
  }

  private static void child() {
    say("child", describe(Thread.currentThread()));
    say("inherited by child", INHERITED.get());
  }

  private static void groups(ThreadGroup group) throws InterruptedException {
    say("active before", group.activeCount() + " " + Thread.activeCount());
    CountDownLatch release = new CountDownLatch(1);
    Thread member =
        new Thread(
            group,
            () -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                say("interrupted", "by its group");
              }
            },
            "member");
    member.start();
    say("active", group.activeCount() + " " + Thread.activeCount());
    Thread[] listed = new Thread[4];
    say("enumerated", group.enumerate(listed) + " " + Arrays.toString(listed));
    group.interrupt();
    member.join();
    say("active after", group.activeCount());
    Thread[] all = new Thread[4];
    say("all", Thread.enumerate(all) + " " + Arrays.toString(all));
  }

  private static void failures() throws InterruptedException {
    Thread plain = new Thread(ThreadFamily::fail, "plain");
    plain.start();
    plain.join();
    Thread handled = new Thread(ThreadFamily::fail, "handled");
    handled.setUncaughtExceptionHandler(
        (t, e) -> say("handler of", t.getName() + " in " + Thread.currentThread().getName()));
    handled.start();
    handled.join();
    Thread twice = new Thread(ThreadFamily::fail, "twice");
    twice.setUncaughtExceptionHandler((t, e) -> {
      throw new IllegalArgumentException("by the handler");
    });
    twice.start();
    twice.join();
    ThreadGroup group =
        new ThreadGroup("handling") {
          @Override
          public void uncaughtException(Thread t, Throwable e) {
            say("group told of", t + " " + e.getStackTrace().length + " frames");
          }
        };
    Thread grouped = new Thread(group, ThreadFamily::fail, "grouped");
    grouped.start();
    grouped.join();
    Thread.setDefaultUncaughtExceptionHandler((t, e) -> say("default told of", t + " " + e));
    Thread last = new Thread(ThreadFamily::fail, "last");
    last.start();
    last.join();
  }

  private static void fail() {
    throw new IllegalStateException("thrown by a thread");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
