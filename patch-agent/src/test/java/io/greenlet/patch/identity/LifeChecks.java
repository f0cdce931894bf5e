package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.await;
import static io.greenlet.patch.identity.Threads.failure;
import static io.greenlet.patch.identity.Threads.until;
import static io.greenlet.patch.identity.Threads.waiting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** From the start to the end: starts, joins, life signs and interrupts. */
final class LifeChecks {
  private static final Object MONITOR = new Object();

  private LifeChecks() {}

  static void addAll() {
    Identity.add("start, and start again", LifeChecks::starts);
    Identity.add("join in all forms", LifeChecks::joins);
    Identity.add("alive", LifeChecks::alive);
    Identity.add("interrupt while it waits", LifeChecks::interrupts);
    Identity.add("interrupt at other times", LifeChecks::interruptStatus);
  }

  private static void starts() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    Thread thread =
        new Thread(() -> {
          runs.incrementAndGet();
          await(release);
          say("start of itself", failure(Thread.currentThread()::start));
        });
    thread.start();
    say("start while it runs", failure(thread::start));
    release.countDown();
    thread.join();
    say("start after its end", failure(thread::start));
    say("start of main", failure(Thread.currentThread()::start));
    say("runs", runs);
    Thread direct = new Thread(runs::incrementAndGet);
    direct.run();
    say("run without start", direct.getState() + " " + runs);
    List<Thread> overriding = new ArrayList<>();
    Thread own =
        new Thread(runs::incrementAndGet) {
          @Override
          public synchronized void start() {
            overriding.add(this);
            super.start();
          }
        };
    own.start();
    own.join();
    say("start overridden", overriding.size() + " " + runs);
  }

  private static void joins() throws Exception {
    Thread fresh = new Thread(() -> {});
    fresh.join();
    fresh.join(1);
    say("unstarted, by duration", failure(() -> fresh.join(Duration.ofMillis(1))));
    say("negative", failure(() -> fresh.join(-1)));
    say("negative nanoseconds", failure(() -> fresh.join(1, -1)));
    say("too many nanoseconds", failure(() -> fresh.join(1, 1_000_000)));
    CountDownLatch release = new CountDownLatch(1);
    Thread thread = waiting("joined", release);
    thread.join(1);
    thread.join(1, 1);
    say("timed out", thread.isAlive() + " " + thread.join(Duration.ofMillis(1)));
    say("at once", thread.join(Duration.ZERO) + " " + thread.join(Duration.ofMillis(-1)));
    CountDownLatch joined = new CountDownLatch(4);
    List<Identity.Check> forms =
        List.of(
            thread::join,
            () -> thread.join(0),
            () -> thread.join(Long.MAX_VALUE),
            () -> thread.join(1_000_000, 1));
    for (Identity.Check form : forms) {
      new Thread(
              () -> {
                say("joiner", failure(form) + " " + thread.isAlive());
                joined.countDown();
              })
          .start();
    }
    release.countDown();
    joined.await();
    say("ended", thread.join(Duration.ofDays(1)) + " " + thread.getState());
    Thread.currentThread().interrupt();
    say("interrupted before", failure(() -> new Thread(() -> {}).join()));
    say("itself", failure(() -> Thread.currentThread().join(1)));
  }

  private static void alive() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    boolean[] inside = new boolean[1];
    Thread thread =
        new Thread(() -> {
          inside[0] = Thread.currentThread().isAlive();
          await(release);
          throw new IllegalStateException("its end");
        });
    thread.setUncaughtExceptionHandler(
        (t, e) -> say("in its handler", t.isAlive() + " " + (t == Thread.currentThread())));
    say("new", thread.isAlive());
    thread.start();
    say("started", thread.isAlive());
    release.countDown();
    synchronized (thread) {
      while (thread.isAlive()) {
        thread.wait();
      }
    }
    say("inside", inside[0]);
    say("told by notify", thread.isAlive() + " " + thread.getState());
  }

  /** Waits in one way until it is interrupted. */
  private static void interrupted(String how, Thread.State state, Identity.Check wait)
      throws InterruptedException {
    Thread thread =
        new Thread(() -> {
          String failure = failure(wait);
          say(how, failure + ", status " + Thread.currentThread().isInterrupted());
        });
    thread.start();
    until(thread, state);
    thread.interrupt();
    thread.join();
  }

  private static void interrupts() throws Exception {
    Thread.State waiting = Thread.State.WAITING;
    Thread.State timed = Thread.State.TIMED_WAITING;
    interrupted("sleep", timed, () -> Thread.sleep(Duration.ofDays(1)));
    interrupted(
        "wait",
        waiting,
        () -> {
          synchronized (MONITOR) {
            MONITOR.wait();
          }
        });
    interrupted(
        "timed wait",
        timed,
        () -> {
          synchronized (MONITOR) {
            MONITOR.wait(86_400_000);
          }
        });
    interrupted("park", waiting, LockSupport::park);
    interrupted("timed park", timed, () -> LockSupport.parkNanos(Duration.ofDays(1).toNanos()));
    Thread main = Thread.currentThread();
    interrupted("join", waiting, main::join);
    interrupted("timed join", timed, () -> main.join(86_400_000));
    interrupted("latch", waiting, () -> new CountDownLatch(1).await());
    interrupted("queue", waiting, () -> new LinkedBlockingQueue<>().take());
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    interrupted("lock", waiting, lock::lockInterruptibly);
    lock.unlock();
  }

  private static void interruptStatus() throws Exception {
    Thread early =
        new Thread(() -> {
          say("before the start", Thread.interrupted() + " " + Thread.interrupted());
          Thread.currentThread().interrupt();
          say("itself", Thread.currentThread().isInterrupted() + " " + Thread.interrupted());
        });
    early.interrupt();
    say("unstarted", early.isInterrupted());
    early.start();
    early.join();
    early.interrupt();
    say("after its end", early.isInterrupted());
    Thread keeping = new Thread(() -> Thread.currentThread().interrupt());
    keeping.start();
    keeping.join();
    say("kept at its end", keeping.isInterrupted());
    List<String> calls = new ArrayList<>();
    Thread overriding =
        new Thread(LockSupport::park) {
          @Override
          public void interrupt() {
            calls.add("interrupt");
            super.interrupt();
          }

          @Override
          public boolean isInterrupted() {
            calls.add("isInterrupted");
            return super.isInterrupted();
          }
        };
    overriding.start();
    until(overriding, Thread.State.WAITING);
    overriding.interrupt();
    overriding.join();
    say("overridden", overriding.isInterrupted() + " " + calls);
    Thread main = Thread.currentThread();
    Thread other = new Thread(main::interrupt);
    other.start();
    say("main", failure(() -> Thread.sleep(Duration.ofDays(1))) + " " + main.isInterrupted());
    other.join();
  }
}
