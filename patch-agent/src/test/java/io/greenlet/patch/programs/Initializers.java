package io.greenlet.patch.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Class initializers that wait for other threads, and threads that wait for initializers. */
public final class Initializers {
  private static final LinkedBlockingQueue<Integer> QUEUE = new LinkedBlockingQueue<>();

  /** Opened by each of the two that initialise each other's class. */
  private static final CountDownLatch BOTH = new CountDownLatch(2);

  /** Guarded by the queue. */
  private static boolean flag;

  private Initializers() {}

  /** Its initializer waits for what another thread puts in. */
  private static final class Takes {
    static final int VALUE = take(QUEUE);

    private Takes() {}
  }

  /** Likewise; needed by its name. */
  private static final class TakesByName {
    static {
      System.out.println("taken: " + take(QUEUE));
    }

    private TakesByName() {}
  }

  /** Likewise; needed by reflection. */
  private static final class TakesByReflection {
    static {
      System.out.println("taken: " + take(QUEUE));
    }

    TakesByReflection() {}
  }

  /** Its initializer waits for a monitor to be notified. */
  private static final class Waits {
    static final int VALUE = waitForFlag();

    private Waits() {}
  }

  private static final class Left {
    static final int VALUE = meet("right");

    private Left() {}
  }

  private static final class Right {
    static final int VALUE = meet("left");

    private Right() {}
  }

  /** Prints what became of each. */
  public static void main(String[] args) throws Exception {
    queue();
    reflection();
    monitor();
    each();
    System.exit(0);
  }

  private static void queue() throws InterruptedException {
    AtomicInteger sum = new AtomicInteger();
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      users.add(start(() -> sum.addAndGet(Takes.VALUE)));
    }
    Thread.sleep(20);
    start(() -> QUEUE.add(7)).join();
    for (Thread user : users) {
      user.join(10_000);
    }
    System.out.println("ten use what one has taken: " + sum);
  }

  /** Who needs the class waits in a native method of the JDK. */
  private static void reflection() throws Exception {
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(start(() -> initialize(() -> Class.forName(TakesByName.class.getName()))));
    }
    Thread.sleep(20);
    start(() -> QUEUE.add(8)).join();
    join(users);
    for (int i = 0; i < 3; i++) {
      users.add(
          start(() ->
              initialize(() -> TakesByReflection.class.getDeclaredConstructor().newInstance())));
    }
    Thread.sleep(20);
    start(() -> QUEUE.add(9)).join();
    join(users);
  }

  private static void initialize(Callable<?> use) {
    try {
      use.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void monitor() throws InterruptedException {
    AtomicInteger sum = new AtomicInteger();
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(start(() -> sum.addAndGet(Waits.VALUE)));
    }
    Thread.sleep(20);
    Thread notifier =
        start(() -> {
          synchronized (QUEUE) {
            flag = true;
            QUEUE.notifyAll();
          }
        });
    notifier.join();
    join(users);
    System.out.println("three use what one has waited for: " + sum);
  }

  private static int waitForFlag() {
    synchronized (QUEUE) {
      long patienceEnds = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!flag && System.nanoTime() < patienceEnds) {
        try {
          QUEUE.wait(20_000);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return System.nanoTime() < patienceEnds ? 1 : -1;
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(10_000);
    }
    threads.clear();
  }

  /** A deadlock inside of the JVM, on any kind of thread: the two wait for ever, others go on. */
  private static void each() throws InterruptedException {
    Thread left = start(() -> System.out.println("never " + Left.VALUE));
    Thread right = start(() -> System.out.println("never " + Right.VALUE));
    AtomicInteger ticks = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      start(() -> {
        sleep();
        ticks.incrementAndGet();
      });
    }
    left.join(300);
    right.join(300);
    System.out.println("stuck: " + left.isAlive() + ", " + right.isAlive());
    System.out.println("both begun: " + (BOTH.getCount() == 0));
    System.out.println("others go on: " + ticks);
  }

  private static int meet(String other) {
    BOTH.countDown();
    try {
      BOTH.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return other.equals("right") ? Right.VALUE : Left.VALUE;
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int take(LinkedBlockingQueue<Integer> queue) {
    try {
      Integer taken = queue.poll(20, TimeUnit.SECONDS);
      return taken == null ? -1 : taken;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Thread start(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
