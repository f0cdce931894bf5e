package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.failure;
import static io.greenlet.patch.identity.Threads.inThread;
import static io.greenlet.patch.identity.Threads.waiting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Names and numbers, and the two flags of a thread that nobody minds: daemon and priority. */
final class NameChecks {
  private NameChecks() {}

  static void addAll() {
    Identity.add("names", NameChecks::names);
    Identity.add("numbers", NameChecks::numbers);
    Identity.add("priority", NameChecks::priorities);
    Identity.add("daemon", NameChecks::daemons);
  }

  private static int numberOf(Thread thread) {
    return Integer.parseInt(thread.getName().substring("Thread-".length()));
  }

  /** As the text of a thread, but for the number, which the JVM's own threads influence. */
  private static String text(Thread thread) {
    return thread.toString().replace("#" + thread.threadId(), "#");
  }

  private static void names() throws Exception {
    int first = numberOf(new Thread());
    say("next", numberOf(new Thread()) - first);
    Thread started = new Thread(() -> {});
    started.start();
    started.join();
    say("after a start", numberOf(new Thread()) - first);
    CountDownLatch release = new CountDownLatch(1);
    Thread thread = waiting("named", release);
    say("text", text(thread));
    thread.setName("renamed");
    say("renamed", thread.getName() + " " + text(thread));
    say("no name", failure(() -> thread.setName(null)));
    release.countDown();
    thread.join();
    say("text at the end", text(thread));
    thread.setName("late");
    say("renamed at the end", thread.getName());
    say(
        "by itself",
        inThread(() -> {
          Thread.currentThread().setName("mine");
          return Thread.currentThread().getName() + " " + text(Thread.currentThread());
        }));
    say("empty", inThread(() -> new Thread("").getName().isEmpty()));
    Thread.Builder builder = Thread.ofPlatform().name("built-", 7);
    say("builder", builder.unstarted(() -> {}).getName() + builder.unstarted(() -> {}).getName());
    say("unnamed builder", Thread.ofPlatform().unstarted(() -> {}).getName().startsWith("Thread-"));
    say("main", text(Thread.currentThread()));
  }

  @SuppressWarnings("deprecation") // The old name of the number is the subject, too.
  private static void numbers() throws Exception {
    say("main", Thread.currentThread().threadId());
    say("without gaps", isDense(1000));
    Thread first = new Thread(() -> {});
    say("both names", first.getId() == first.threadId());
    long[] inside = new long[2];
    Thread noting =
        new Thread(() -> {
          inside[0] = Thread.currentThread().threadId();
          inside[1] = new LogRecord(Level.INFO, "noted").getLongThreadID();
        });
    noting.start();
    noting.join();
    say("inside", inside[0] == noting.threadId());
    say("in a log record", inside[1] == noting.threadId());
    say("in a log record of main", new LogRecord(Level.INFO, "noted").getLongThreadID());
    Set<Long> all = new HashSet<>();
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Thread thread = new Thread(() -> Threads.await(release));
      thread.start();
      threads.add(thread);
      all.add(thread.threadId());
    }
    release.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    say("different", all.size());
  }

  /**
   * Whether threads, made one after the other and started, have numbers one after the other. The
   * JVM makes threads, too, so it need not be so at the first try.
   */
  private static boolean isDense(int tries) throws InterruptedException {
    for (int i = 0; i < tries; i++) {
      Thread first = new Thread(() -> {});
      first.start();
      first.join();
      if (new Thread(() -> {}).threadId() == first.threadId() + 1) {
        return true;
      }
    }
    return false;
  }

  private static void priorities() throws Exception {
    Thread thread = new Thread(() -> {});
    say("inherited", thread.getPriority());
    say("too low", failure(() -> thread.setPriority(0)));
    say("too high", failure(() -> thread.setPriority(11)));
    CountDownLatch release = new CountDownLatch(1);
    Thread running = waiting("running", release);
    running.setPriority(Thread.MAX_PRIORITY);
    say("while it waits", running.getPriority() + " " + running.toString().contains(",10,"));
    release.countDown();
    running.join();
    say("at the end", running.getPriority());
    say(
        "inside, and of a child",
        inThread(() -> {
          Thread.currentThread().setPriority(3);
          return Thread.currentThread().getPriority() + " " + new Thread().getPriority();
        }));
    ThreadGroup group = new ThreadGroup("low");
    group.setMaxPriority(2);
    Thread low = new Thread(group, () -> {});
    low.setPriority(9);
    say("of a group", low.getPriority());
    say("of main", Thread.currentThread().getPriority());
  }

  private static void daemons() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread running = waiting("running", release);
    say("not by default", running.isDaemon());
    say("while it runs", failure(() -> running.setDaemon(true)));
    release.countDown();
    running.join();
    running.setDaemon(true);
    say("at the end", running.isDaemon());
    Thread daemon =
        new Thread(() -> {
          say("inside, and of a child", Thread.currentThread().isDaemon());
          say("of a child", new Thread().isDaemon());
          say("of a built child", Thread.ofPlatform().unstarted(() -> {}).isDaemon());
          say(
              "of a child that is told",
              Thread.ofPlatform().daemon(false).unstarted(() -> {}).isDaemon());
        });
    daemon.setDaemon(true);
    daemon.start();
    daemon.join();
    say("of main", Thread.currentThread().isDaemon());
  }
}
