package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.inThread;
import static io.greenlet.patch.identity.Threads.until;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Where the JDK takes a thread or hands one out: park and unpark, locks and what they tell. */
final class LockChecks {
  private LockChecks() {}

  static void addAll() {
    Identity.add("park and unpark", LockChecks::parking);
    Identity.add("locks that tell of threads", LockChecks::locks);
    Identity.add("synchronizers of one's own", LockChecks::synchronizers);
  }

  private static String names(Collection<Thread> threads) {
    return threads.stream().map(Thread::getName).sorted().toList().toString();
  }

  private static void parking() throws Exception {
    Object blocker = "blocker";
    Thread parked =
        new Thread(() -> {
          LockSupport.park(blocker);
          LockSupport.setCurrentBlocker("set");
          LockSupport.park();
          LockSupport.setCurrentBlocker(null);
        });
    say("unstarted", LockSupport.getBlocker(parked));
    parked.start();
    until(() -> LockSupport.getBlocker(parked) == blocker);
    until(parked, Thread.State.WAITING);
    say("blocker", LockSupport.getBlocker(parked));
    LockSupport.unpark(parked);
    until(() -> LockSupport.getBlocker(parked) == "set");
    LockSupport.unpark(parked);
    parked.join();
    say("at the end", LockSupport.getBlocker(parked));
    LockSupport.unpark(parked);
    LockSupport.unpark(null);
    Thread ahead =
        new Thread(() -> {
          LockSupport.unpark(Thread.currentThread());
          LockSupport.park();
          say("permit", "taken");
        });
    ahead.start();
    ahead.join();
    Thread main = Thread.currentThread();
    Thread other = new Thread(() -> LockSupport.unpark(main));
    other.start();
    LockSupport.park();
    other.join();
    say("main", LockSupport.getBlocker(main));
  }

  /** Lets the application see what is protected. */
  private static final class Open extends ReentrantLock {
    private static final long serialVersionUID = 1;

    Open() {
      super(true);
    }

    @Override
    protected Thread getOwner() {
      return super.getOwner();
    }

    @Override
    protected Collection<Thread> getQueuedThreads() {
      return super.getQueuedThreads();
    }

    Collection<Thread> waiting(Condition condition) {
      return getWaitingThreads(condition);
    }
  }

  private static final class OpenReadWrite extends ReentrantReadWriteLock {
    private static final long serialVersionUID = 1;

    String tell() {
      return getOwner().getName() + names(getQueuedThreads()) + names(getQueuedReaderThreads());
    }
  }

  private static final class OpenSemaphore extends Semaphore {
    private static final long serialVersionUID = 1;

    OpenSemaphore() {
      super(0);
    }

    String queued() {
      return names(getQueuedThreads());
    }
  }

  private static void locks() throws Exception {
    Open lock = new Open();
    Condition condition = lock.newCondition();
    Thread waiting =
        new Thread(
            () ->
                Threads.failure(() -> {
                  lock.lock();
                  condition.await();
                  lock.unlock();
                }),
            "waiting");
    waiting.start();
    until(waiting, Thread.State.WAITING);
    lock.lock();
    Thread queued =
        new Thread(
            () -> {
              lock.lock();
              lock.unlock();
            },
            "queued");
    queued.start();
    until(() -> lock.hasQueuedThread(queued));
    say("owner", lock.getOwner() == Thread.currentThread());
    say("owner inside", inThread(() -> lock.isHeldByCurrentThread() + lock.getOwner().getName()));
    say("queued", names(lock.getQueuedThreads()) + lock.getQueueLength());
    say("queued itself", lock.getQueuedThreads().contains(queued));
    say("main is", lock.hasQueuedThread(Thread.currentThread()));
    say("waiting", names(lock.waiting(condition)) + lock.waiting(condition).contains(waiting));
    say("waiters", lock.hasWaiters(condition) + " " + lock.getWaitQueueLength(condition));
    say("text", lock.toString().replaceAll(".*\\[", "["));
    condition.signal();
    lock.unlock();
    waiting.join();
    queued.join();
    readWrite();
    OpenSemaphore semaphore = new OpenSemaphore();
    Thread taking = new Thread(semaphore::acquireUninterruptibly, "taking");
    taking.start();
    until(semaphore::hasQueuedThreads);
    until(taking, Thread.State.WAITING);
    say("semaphore", semaphore.queued());
    semaphore.release();
    taking.join();
    Object monitor = new Object();
    synchronized (monitor) {
      say("monitor", Thread.holdsLock(monitor) + " " + inThread(() -> Thread.holdsLock(monitor)));
    }
    say(
        "monitor inside",
        inThread(() -> {
          synchronized (monitor) {
            return Thread.holdsLock(monitor);
          }
        }));
  }

  private static void readWrite() throws InterruptedException {
    OpenReadWrite lock = new OpenReadWrite();
    lock.writeLock().lock();
    Thread reader =
        new Thread(
            () -> {
              lock.readLock().lock();
              lock.readLock().unlock();
            },
            "reader");
    reader.start();
    until(() -> lock.hasQueuedThread(reader));
    until(reader, Thread.State.WAITING);
    say("read and write", lock.tell() + lock.isWriteLockedByCurrentThread());
    lock.writeLock().unlock();
    reader.join();
  }

  /** A lock as its author would write it: it notes who has it. */
  private static final class Mine extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean tryAcquire(int unused) {
      boolean got = compareAndSetState(0, 1);
      if (got) {
        setExclusiveOwnerThread(Thread.currentThread());
      }
      return got;
    }

    @Override
    protected boolean tryRelease(int unused) {
      say("released by its owner", getExclusiveOwnerThread() == Thread.currentThread());
      setExclusiveOwnerThread(null);
      setState(0);
      return true;
    }

    Thread owner() {
      return getExclusiveOwnerThread();
    }
  }

  private static final class MineLong extends AbstractQueuedLongSynchronizer {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean tryAcquire(long unused) {
      return compareAndSetState(0, 1);
    }

    @Override
    protected boolean tryRelease(long unused) {
      setState(0);
      return true;
    }
  }

  private static void synchronizers() throws Exception {
    Mine mine = new Mine();
    mine.acquire(1);
    AtomicReference<Boolean> owned = new AtomicReference<>();
    Thread queued =
        new Thread(() -> {
          mine.acquire(1);
          owned.set(mine.owner() == Thread.currentThread());
          mine.release(1);
        });
    queued.start();
    until(() -> mine.isQueued(queued));
    until(queued, Thread.State.WAITING);
    say("first", mine.getFirstQueuedThread() == queued);
    say("queued", List.copyOf(mine.getQueuedThreads()).equals(List.of(queued)));
    say("exclusive", mine.getExclusiveQueuedThreads().contains(queued));
    say("shared", mine.getSharedQueuedThreads());
    say("predecessors", mine.hasQueuedPredecessors());
    mine.release(1);
    queued.join();
    say("owned", owned.get());
    say("nobody", mine.getFirstQueuedThread() + " " + mine.owner());
    MineLong wide = new MineLong();
    wide.acquire(1);
    Thread waiting =
        new Thread(() -> {
          wide.acquire(1);
          wide.release(1);
        });
    waiting.start();
    until(() -> wide.isQueued(waiting));
    until(waiting, Thread.State.WAITING);
    say("of long", wide.getFirstQueuedThread() == waiting);
    say("of long, queued", wide.getQueuedThreads().contains(waiting));
    wide.release(1);
    waiting.join();
  }
}
