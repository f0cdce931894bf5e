package io.greenlet.battery;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Sleep, park, monitors, locks, and what threads meet at. */
@SuppressWarnings("try") // that close() may be interrupted is for the one who closes
final class LockWaits {
  private static final String ONLY_TIME = "nothing but its time or an interrupt ends a sleep";
  private static final String BY_NAME = "is made not to be ended by an interrupt";
  private static final String PARK = "returns, and leaves the status set, by its contract";
  private static final String INTERRUPTED = "returns, interrupted";

  private LockWaits() {}

  static List<Operation<?>> table() {
    return List.of(
        Operation.of("Thread.sleep", Object::new)
            .blocks(o -> Thread.sleep(Duration.ofDays(1)))
            .wokenWith((o, waiting) -> waiting.interrupt())
            .limitedAct("returns", (o, limit) -> Thread.sleep(limit))
            .but(Property.FOREIGN_WAKE, "throws InterruptedException", ONLY_TIME),
        Operation.of("LockSupport.park", Object::new)
            .blocks(o -> LockSupport.park(o))
            .wokenWith((o, waiting) -> LockSupport.unpark(waiting))
            .limitedAct("returns", (o, limit) -> LockSupport.parkNanos(o, limit.toNanos()))
            .but(Property.INTERRUPT, INTERRUPTED, PARK),
        Operation.of("Thread.join", Target::start)
            .blocks(target -> target.thread().join())
            .woken(Target::end)
            .limited("returns false", (target, limit) -> target.thread().join(limit)),
        Operation.of("synchronized", Held::monitor)
            .blocks(held -> enter(held.it()))
            .woken(Held::giveBack)
            .unlimited("the language gives it none")
            .uninterruptible("the language's own"),
        Operation.of("Object.wait", Monitor::new)
            .blocks(Monitor::await)
            .woken(Monitor::tell)
            .limitedAct("returns", (monitor, limit) -> monitor.await(limit)),
        Operation.of("ReentrantLock.lock", () -> held(new ReentrantLock()))
            .blocks(held -> held.it().lock())
            .woken(Held::giveBack)
            .unlimited("tryLock has one")
            .uninterruptible(BY_NAME),
        Operation.of("ReentrantLock.lockInterruptibly", () -> held(new ReentrantLock(true)))
            .blocks(held -> held.it().lockInterruptibly())
            .woken(Held::giveBack)
            .limited("returns false", (held, limit) -> tryLock(held.it(), limit)),
        Operation.of("ReadLock.lockInterruptibly", () -> readWaits(new ReentrantReadWriteLock()))
            .blocks(held -> held.it().readLock().lockInterruptibly())
            .woken(Held::giveBack)
            .limited("returns false", (held, limit) -> tryLock(held.it().readLock(), limit)),
        Operation.of("WriteLock.lockInterruptibly", () -> writeWaits(new ReentrantReadWriteLock()))
            .blocks(held -> held.it().writeLock().lockInterruptibly())
            .woken(Held::giveBack)
            .limited("returns false", (held, limit) -> tryLock(held.it().writeLock(), limit)),
        Operation.of("StampedLock.writeLock", LockWaits::stamped)
            .blocks(held -> held.it().writeLock())
            .woken(Held::giveBack)
            .unlimited("tryWriteLock has one")
            .uninterruptible(BY_NAME),
        Operation.of("StampedLock.readLockInterruptibly", LockWaits::stamped)
            .blocks(held -> held.it().readLockInterruptibly())
            .woken(Held::giveBack)
            .limited(
                "returns 0", (held, limit) -> held.it().tryReadLock(limit.toNanos(), NANOSECONDS)),
        Operation.of("Condition.await", Meeting::new)
            .blocks(meeting -> meeting.await(meeting.condition::await))
            .woken(Meeting::tell)
            .limited("returns false", Meeting::await),
        Operation.of("Condition.awaitUninterruptibly", Meeting::new)
            .blocks(meeting -> meeting.await(meeting.condition::awaitUninterruptibly))
            .woken(Meeting::tell)
            .unlimited("await has one")
            .uninterruptible(BY_NAME),
        Operation.of("Semaphore.acquire", () -> new Semaphore(0))
            .blocks(Semaphore::acquire)
            .woken(Semaphore::release)
            .limited("returns false", (s, limit) -> s.tryAcquire(limit.toNanos(), NANOSECONDS)),
        Operation.of("Semaphore.acquireUninterruptibly", () -> new Semaphore(0))
            .blocks(Semaphore::acquireUninterruptibly)
            .woken(Semaphore::release)
            .unlimited("tryAcquire has one")
            .uninterruptible(BY_NAME),
        Operation.of("CountDownLatch.await", () -> new CountDownLatch(1))
            .blocks(CountDownLatch::await)
            .woken(CountDownLatch::countDown)
            .limited("returns false", (l, limit) -> l.await(limit.toNanos(), NANOSECONDS)),
        Operation.of("CyclicBarrier.await", () -> new CyclicBarrier(2))
            .blocks(CyclicBarrier::await)
            .woken(CyclicBarrier::await)
            .limited("throws TimeoutException", (b, l) -> b.await(l.toNanos(), NANOSECONDS)),
        Operation.of("Phaser.awaitAdvance", () -> new Phaser(1))
            .blocks(phaser -> phaser.awaitAdvance(0))
            .woken(Phaser::arrive)
            .unlimited("awaitAdvanceInterruptibly has one")
            .uninterruptible(BY_NAME),
        Operation.of("Phaser.awaitAdvanceInterruptibly", () -> new Phaser(1))
            .blocks(phaser -> phaser.awaitAdvanceInterruptibly(0))
            .woken(Phaser::arrive)
            .limited(
                "throws TimeoutException",
                (p, l) -> p.awaitAdvanceInterruptibly(0, l.toNanos(), NANOSECONDS)),
        Operation.of("Exchanger.exchange", Exchanger<String>::new)
            .blocks(exchanger -> exchanger.exchange("mine"))
            .woken(exchanger -> exchanger.exchange("yours"))
            .limited(
                "throws TimeoutException",
                (e, limit) -> e.exchange("mine", limit.toNanos(), NANOSECONDS)));
  }

  /** A thread that runs until it is told to end. */
  private record Target(Thread thread, CountDownLatch told) implements AutoCloseable {
    static Target start() {
      CountDownLatch told = new CountDownLatch(1);
      Thread thread = new Thread(() -> Held.awaitQuietly(told), "target");
      thread.setDaemon(true);
      thread.start();
      return new Target(thread, told);
    }

    void end() {
      told.countDown();
    }

    @Override
    public void close() throws InterruptedException {
      end();
      thread.join();
    }
  }

  /** A condition, its lock, and what it is about. */
  private static final class Meeting {
    final Lock lock = new ReentrantLock();
    final Condition condition = lock.newCondition();

    /** Guarded by the lock. */
    private boolean told;

    void await(Waiting waiting) throws InterruptedException {
      lock.lock();
      try {
        while (!told) {
          waiting.run();
        }
      } finally {
        lock.unlock();
      }
    }

    boolean await(Duration limit) throws InterruptedException {
      lock.lock();
      try {
        return condition.await(limit.toNanos(), NANOSECONDS);
      } finally {
        lock.unlock();
      }
    }

    void tell() {
      lock.lock();
      try {
        told = true;
        condition.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits for a condition. */
  @FunctionalInterface
  private interface Waiting {
    void run() throws InterruptedException;
  }

  /** A monitor to wait on, and what it is about. */
  private static final class Monitor {
    /** Guarded by this. */
    private boolean told;

    synchronized void await() throws InterruptedException {
      while (!told) {
        wait();
      }
    }

    synchronized void await(Duration limit) throws InterruptedException {
      wait(limit.toMillis());
    }

    synchronized void tell() {
      told = true;
      notify();
    }
  }

  private static <L extends Lock> Held<L> held(L lock) throws Exception {
    return Held.by(lock, Lock::lock, Lock::unlock);
  }

  private static Held<ReentrantReadWriteLock> readWaits(ReentrantReadWriteLock lock)
      throws Exception {
    return Held.by(lock, l -> l.writeLock().lock(), l -> l.writeLock().unlock());
  }

  private static Held<ReentrantReadWriteLock> writeWaits(ReentrantReadWriteLock lock)
      throws Exception {
    return Held.by(lock, l -> l.readLock().lock(), l -> l.readLock().unlock());
  }

  private static Held<StampedLock> stamped() throws Exception {
    return Held.by(new StampedLock(), StampedLock::writeLock, StampedLock::tryUnlockWrite);
  }

  private static boolean tryLock(Lock lock, Duration limit) throws InterruptedException {
    return lock.tryLock(limit.toNanos(), NANOSECONDS);
  }

  private static void enter(Object monitor) {
    synchronized (monitor) {
      // Entering is what waits.
    }
  }
}
