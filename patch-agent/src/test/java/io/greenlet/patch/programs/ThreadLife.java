package io.greenlet.patch.programs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Prints what a thread is from its making to its end; the same with and without the agent. */
public final class ThreadLife {
  private static final Object MONITOR = new Object();

  private ThreadLife() {}

  /** A thread by inheritance, which asks for itself in each way that there is. */
  private static final class Own extends Thread {
    private final String secret = "secret";
    private long idInside;

    @Override
    public void run() {
      Supplier<Thread> reference = Thread::currentThread;
      say("this is current", currentThread() == this);
      say("qualified", Thread.currentThread() == this);
      say("by the subclass", Own.currentThread() == this);
      say("by reference", reference.get() == this);
      say("cast", ((Own) Thread.currentThread()).secret);
      say("virtual", currentThread().isVirtual());
      idInside = Thread.currentThread().threadId();
    }
  }

  public static void main(String[] args) throws Exception {
    mainThread();
    identity();
    starts();
    states();
    joins();
    interrupts();
    parking();
    stacks();
  }

  private static void say(String what, Object value) {
    System.out.println(what + ": " + value);
  }

  private static void mainThread() {
    Thread main = Thread.currentThread();
    say("main", main);
    say("main's id", main.threadId());
    say("main's state", main.getState());
    say("main alive", main.isAlive());
    say("main daemon", main.isDaemon());
    say("main virtual", main.isVirtual());
  }

  private static void identity() throws InterruptedException {
    Own own = new Own();
    say("name", own.getName());
    own.start();
    own.join();
    say("same id", own.idInside == own.threadId());
    CountDownLatch renamed = new CountDownLatch(1);
    Thread named =
        new Thread(
            () -> {
              await(renamed);
              say("renamed, inside", Thread.currentThread().getName());
            },
            "before");
    named.start();
    named.setName("after");
    say("renamed", named.getName());
    renamed.countDown();
    named.join();
  }

  private static void starts() throws InterruptedException {
    Thread thread = new Thread(() -> {});
    say("new", thread.getState() + " " + thread.isAlive());
    CountDownLatch release = new CountDownLatch(1);
    Thread running = new Thread(() -> await(release));
    running.start();
    say("started", running.isAlive() + " " + (running.getState() != Thread.State.NEW));
    say("second start", startAgain(running));
    say("daemon of a running thread", failure(() -> running.setDaemon(true)));
    release.countDown();
    running.join();
    say("ended", running.getState() + " " + running.isAlive());
    say("start after the end", startAgain(running));
    say("group after the end", running.getThreadGroup());
    say("handler after the end", running.getUncaughtExceptionHandler());
  }

  private static String startAgain(Thread thread) {
    return failure(thread::start);
  }

  private static String failure(Runnable action) {
    try {
      action.run();
      return "none";
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static void states() throws InterruptedException {
    Thread sleeper = sleeper();
    Until.state(sleeper, Thread.State.TIMED_WAITING);
    sleeper.interrupt();
    sleeper.join();
    Thread parked = new Thread(LockSupport::park);
    parked.start();
    Until.state(parked, Thread.State.WAITING);
    LockSupport.unpark(parked);
    Thread blocked;
    synchronized (MONITOR) {
      blocked =
          new Thread(() -> {
            synchronized (MONITOR) {
              MONITOR.notifyAll();
            }
          });
      blocked.start();
      Until.state(blocked, Thread.State.BLOCKED);
      say("blocked", "outside");
      MONITOR.wait();
    }
    for (Thread thread : new Thread[] {sleeper, parked, blocked}) {
      thread.join();
      say("state", thread.getState());
    }
  }

  private static Thread sleeper() {
    Thread sleeper =
        new Thread(() -> {
          try {
            Thread.sleep(Duration.ofDays(1));
          } catch (InterruptedException e) {
            say("sleep interrupted, status", Thread.currentThread().isInterrupted());
          }
        });
    sleeper.start();
    return sleeper;
  }

  private static void joins() throws InterruptedException {
    Thread unstarted = new Thread(() -> {});
    unstarted.join();
    say("join of an unstarted thread", unstarted.getState());
    say("timed join of it", failure(() -> join(unstarted, Duration.ofMillis(1))));
    Thread fresh = new Thread(() -> {});
    fresh.start();
    say("timed join at once", join(fresh, Duration.ofDays(1)));
    Thread sleeper = sleeper();
    sleeper.join(1);
    say("join timed out, alive", sleeper.isAlive());
    say("join timed out", join(sleeper, Duration.ofMillis(1)));
    sleeper.interrupt();
    say("join", join(sleeper, Duration.ofDays(1)));
  }

  private static boolean join(Thread thread, Duration time) {
    try {
      return thread.join(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void interrupts() throws InterruptedException {
    Thread early =
        new Thread(() -> {
          say("interrupted before start", Thread.interrupted());
          say("and then", Thread.interrupted());
        });
    early.interrupt();
    say("unstarted, interrupted", early.isInterrupted());
    early.start();
    early.join();
    Thread spinning = new Thread(() -> Until.isTrue(() -> Thread.currentThread().isInterrupted()));
    spinning.start();
    spinning.interrupt();
    spinning.join();
    say("interrupted at the end", spinning.isInterrupted());
    Thread self = new Thread(() -> Thread.currentThread().interrupt());
    self.start();
    self.join();
    say("interrupted itself", self.isInterrupted());
    Thread main = Thread.currentThread();
    new Thread(main::interrupt).start();
    try {
      Thread.sleep(Duration.ofDays(1));
    } catch (InterruptedException e) {
      say("main interrupted, status", main.isInterrupted());
    }
  }

  private static void parking() throws InterruptedException {
    Object blocker = "the blocker";
    Thread parked = new Thread(() -> LockSupport.park(blocker));
    parked.start();
    Until.isTrue(() -> LockSupport.getBlocker(parked) == blocker);
    say("blocker", LockSupport.getBlocker(parked));
    LockSupport.unpark(parked);
    parked.join();
    ReentrantLock lock = new ReentrantLock(true);
    lock.lock();
    Thread queued = new Thread(lock::lock, "queued");
    queued.start();
    Until.isTrue(() -> lock.hasQueuedThread(queued));
    say("queue length", lock.getQueueLength());
    lock.unlock();
    queued.join();
    say("lock", lock.toString().replaceAll(".*\\[", "["));
  }

  private static void stacks() throws InterruptedException {
    StackTraceElement[] here = Thread.currentThread().getStackTrace();
    say("first frames", here[0].getMethodName() + " " + here[1].getMethodName());
    say("last frame", here[here.length - 1].getMethodName());
    CountDownLatch release = new CountDownLatch(1);
    Thread waiting = new Thread(() -> await(release));
    say("stack before", waiting.getStackTrace().length);
    waiting.start();
    Until.state(waiting, Thread.State.WAITING);
    StackTraceElement[] stack = waiting.getStackTrace();
    say("bottom of the other", stack[stack.length - 1]);
    StackTraceElement[] listed = Thread.getAllStackTraces().get(waiting);
    say("listed", listed[listed.length - 1].getMethodName());
    say("main listed", Thread.getAllStackTraces().containsKey(Thread.currentThread()));
    release.countDown();
    waiting.join();
    say("stack after", waiting.getStackTrace().length);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
