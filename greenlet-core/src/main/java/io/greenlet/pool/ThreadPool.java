package io.greenlet.pool;

import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletFailedException;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.Sneaky;
import io.greenlet.internal.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Platform threads for calls that would keep a hub from everything else: computing, native code,
 * what no patch reaches. Who calls waits, switching to others. gevent: {@code
 * threadpool.ThreadPool}.
 *
 * <p>The calls run beside the greenlets, not among them, so what they share has to be thread-safe.
 * The threads are made as calls come, stay platform threads under the agent, do not keep the JVM
 * alive, and end after they have been idle for a while. Calls that find no free thread wait for
 * one, in order, and bound nobody.
 *
 * <p>Thread rule: all methods may be called from any thread.
 */
public final class ThreadPool extends Crew {
  private static final Duration IDLE = Duration.ofSeconds(5);

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final ThreadPoolExecutor threads;

  /**
   * A pool whose threads end after 5 s of idleness.
   *
   * @param maxSize how many threads at most; at least 1
   * @throws IllegalArgumentException if that is less than 1
   */
  public ThreadPool(int maxSize) {
    this(maxSize, IDLE);
  }

  /**
   * A pool.
   *
   * @param maxSize how many threads at most; at least 1
   * @param idle how long a thread waits for the next call before it ends; more than zero
   * @throws IllegalArgumentException if one is less than that
   */
  public ThreadPool(int maxSize, Duration idle) {
    ensureSize(maxSize);
    if (!idle.isPositive()) {
      throw new IllegalArgumentException("idle is " + idle + "; it must be more than zero");
    }
    AtomicInteger names = new AtomicInteger();
    String name = "thread-pool-" + NAMES.incrementAndGet() + "-";
    threads =
        new ThreadPoolExecutor(
            maxSize,
            maxSize,
            TimeUnit.NANOSECONDS.convert(idle),
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Worker(this, work, name + names.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
  }

  private static void ensureSize(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException(
          "maxSize is " + maxSize + ", so no call could ever run; it must be at least 1");
    }
  }

  // -- calls

  /**
   * Schedules a greenlet, a member of this pool, that waits for a call on one of the threads; does
   * not switch. To kill it cancels the call: if that runs, its thread is interrupted, and nobody
   * waits for it. gevent: {@code spawn}.
   *
   * @param <T> what the call returns
   * @param call what to run on a thread
   * @return the greenlet, which has the result
   * @throws GreenletError if the pool is closed
   */
  public <T> Greenlet<T> spawn(Callable<? extends T> call) {
    return admit(call);
  }

  /**
   * Schedules a greenlet, a member of this pool, that waits for a call without a result; does not
   * switch. See {@link #spawn(Callable)}.
   *
   * @param call what to run on a thread
   * @return the greenlet
   * @throws GreenletError if the pool is closed
   */
  public Greenlet<Void> spawn(ThrowingRunnable call) {
    return admit(asCallable(call));
  }

  @Override
  <T> Greenlet<T> admit(Callable<? extends T> call) {
    Objects.requireNonNull(call, "call");
    ensureOpen();
    Greenlet<T> member = Greenlet.of(() -> onThread(call));
    return enroll(member).start();
  }

  /**
   * Runs a call on one of the threads and waits, switching to others, for its result. Called on one
   * of the threads, it runs the call at once on that one, which may be the last. If the current
   * greenlet is killed or the current thread interrupted, the call is cancelled: if it runs, its
   * thread is interrupted, and nobody waits for it. gevent: {@code apply}.
   *
   * @param <T> what the call returns
   * @param call what to run
   * @return its result
   * @throws GreenletFailedException if the call failed; the cause is what it threw
   * @throws InterruptedException if the current thread is interrupted
   * @throws GreenletError if the pool is closed
   */
  @Override
  public <T> T apply(Callable<? extends T> call) throws InterruptedException {
    Objects.requireNonNull(call, "call");
    if (Worker.currentPool() == this) {
      return inline(call);
    }
    ensureOpen();
    FutureTask<T> task = awaitOnThread(call, false);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new GreenletFailedException("a call in " + this + " failed: " + e.getCause(), cause(e));
    }
  }

  private <T> T onThread(Callable<? extends T> call) throws InterruptedException {
    try {
      return this.<T>awaitOnThread(call, true).get();
    } catch (ExecutionException e) {
      throw Sneaky.rethrow(cause(e));
    }
  }

  /** What the call threw. */
  @SuppressWarnings("NullAway") // a FutureTask always has one
  private static Throwable cause(ExecutionException e) {
    return e.getCause();
  }

  private <T> FutureTask<T> awaitOnThread(Callable<? extends T> call, boolean ofMember)
      throws InterruptedException {
    Call<T> task = new Call<>(call, ofMember);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw new GreenletError(this + " is closed and runs no more calls; make a new one", e);
    }
    try {
      task.ended.await("a call in " + this, Waiter.FOREVER);
    } finally {
      if (task.cancel(true)) {
        threads.remove(task);
      }
    }
    return task;
  }

  /** A call, in the queue or on a thread. */
  private static final class Call<T> extends FutureTask<T> {
    private final boolean ofMember;
    private final Waiter ended = new Waiter(1);

    Call(Callable<? extends T> call, boolean ofMember) {
      super(call::call);
      this.ofMember = ofMember;
    }

    @Override
    protected void done() {
      ended.signal();
    }
  }

  /** Calls that wait go first, lest the thread of one that is interrupted takes them up. */
  @Override
  void killMembers() {
    threads.getQueue().removeIf(waiting -> waiting instanceof Call<?> call && call.ofMember);
    super.killMembers();
  }

  // -- threads

  /**
   * Returns how many threads there may be; does not switch. gevent: {@code maxsize}.
   *
   * @return at least 1
   */
  public int maxSize() {
    return threads.getMaximumPoolSize();
  }

  /**
   * Sets how many threads there may be; does not switch. If there are more, they end when they are
   * idle.
   *
   * @param maxSize at least 1
   * @throws IllegalArgumentException if it is less
   */
  public synchronized void setMaxSize(int maxSize) {
    ensureSize(maxSize);
    if (maxSize > threads.getMaximumPoolSize()) {
      threads.setMaximumPoolSize(maxSize);
      threads.setCorePoolSize(maxSize);
    } else {
      threads.setCorePoolSize(maxSize);
      threads.setMaximumPoolSize(maxSize);
    }
  }

  /**
   * Returns how many threads there are, working or idle; does not switch. gevent: {@code size}.
   *
   * @return at most {@link #maxSize}, but for those that are about to end
   */
  public int threadCount() {
    return threads.getPoolSize();
  }

  /**
   * Takes no more calls, waits, switching to others, until all members have ended, and lets the
   * threads end when the calls have; as {@link Group#close()} if interrupted or killed.
   *
   * @throws GreenletError if called by a member
   */
  @Override
  public void close() {
    try {
      super.close();
    } finally {
      threads.shutdown();
    }
  }

  @Override
  public String toString() {
    return "thread pool [" + threadCount() + " threads of " + maxSize() + "]";
  }
}
