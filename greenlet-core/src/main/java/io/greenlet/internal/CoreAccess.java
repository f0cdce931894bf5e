package io.greenlet.internal;

import io.greenlet.Greenlet;
import io.greenlet.Hub;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The core as the agent sees it: what the woven seams of the JDK need and no user does.
 *
 * <p>A greenlet's virtual thread has an executor of its own as its scheduler; that executor is how
 * a seam in {@code VirtualThread} recognises a greenlet. Everything here answers on any thread, and
 * nothing here switches greenlets.
 */
public abstract class CoreAccess {
  private static volatile @Nullable CoreAccess instance;

  /** For the core alone, which makes the only instance. */
  protected CoreAccess() {}

  /** Called once, while {@link Hub} initialises. */
  public static void set(CoreAccess core) {
    instance = core;
  }

  /** The core; initialises {@link Hub} where that has not happened yet. */
  @SuppressWarnings("NullAway") // Hub sets it in its static initializer
  public static CoreAccess get() {
    if (instance == null) {
      try {
        Class.forName(Hub.class.getName(), true, Hub.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }
    return instance;
  }

  /**
   * Answers {@code VirtualThread.schedule} from the timers of the hub that the scheduler belongs
   * to. Must be called on that hub's carrier.
   *
   * @return the timer, or null if the scheduler is not a greenlet's or the caller not its carrier:
   *     then the JDK's own timers have to do it
   */
  public abstract @Nullable Future<?> schedule(
      Executor scheduler, Runnable command, long delay, TimeUnit unit);

  /**
   * A greenlet, not started, for a thread of the application. Its {@link Greenlet#thread()} exists
   * at once, so that the caller can hand inherited state to it.
   *
   * @param face the thread object that the application knows
   * @param body what to run; it handles its own failures
   */
  public abstract <T> Greenlet<T> convert(Hub hub, Thread face, Callable<T> body);

  /** The face of the greenlet that runs on the given virtual thread; null if it has none. */
  public abstract @Nullable Thread faceOf(Thread virtualThread);

  /** The hub that a virtual thread runs on; null if it is not one of a hub. */
  public abstract @Nullable Hub hubOf(Thread thread);

  /** The inside of a greenlet, for the toolkit's other packages. */
  public abstract Strand strandOf(Greenlet<?> greenlet);

  /** The public face of a strand, made now if nobody has asked for it before. */
  public abstract Greenlet<?> greenletOf(Strand strand);

  /** The inside of a hub. */
  public abstract Loop loopOf(Hub hub);

  /** The name of the greenlet that runs on the given virtual thread; null if none does. */
  public abstract @Nullable String nameOf(Thread virtualThread);

  /**
   * Announces that the current greenlet is about to wait in a woven JDK method that can be left by
   * an {@code Error} without harm, such as {@code Poller.poll}: until {@link #endWait}, a kill or a
   * timeout wakes it by an unpark and not by an interrupt.
   *
   * @return whether the current thread is a greenlet's, so that {@link #endWait} must follow
   */
  public abstract boolean beginWait(String what);

  /** Whether the greenlet that runs on a virtual thread is in such a wait; a guess. */
  public abstract boolean isWaiting(Thread virtualThread, String what);

  /** Ends {@link #beginWait}; throws the kill or timeout that came meanwhile, if any. */
  public abstract void endWait();
}
