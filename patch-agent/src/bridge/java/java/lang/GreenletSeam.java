package java.lang;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.Stable;

/**
 * What woven code asks the agent, which answers as a subclass of {@link GreenletBridge}, and how
 * threads are told apart.
 *
 * <p>Terms: a <i>face</i> is the thread object that the application created and knows; its
 * <i>greenlet's thread</i> is the virtual thread that runs it and that the JDK sees as the current
 * thread. A face is never mounted, so the JDK has no use for its field {@code parkBlocker}: there
 * hangs its {@link Face}, without a side table.
 */
abstract class GreenletSeam {
  static final Unsafe U = Unsafe.getUnsafe();
  private static final long PARK_BLOCKER = U.objectFieldOffset(Thread.class, "parkBlocker");

  /** Set before anything is woven, for the life of the JVM. */
  @Stable static GreenletSeam seam;

  /** For the agent alone. */
  GreenletSeam() {}

  /** A converted thread as {@link Thread}'s own methods see it, from its start to its end. */
  public abstract static class Face {
    /** For the agent alone. */
    protected Face() {}

    /** The virtual thread that runs the face. */
    public abstract Thread mounted();

    /** The stack of the greenlet down to {@code Thread.run}. */
    public abstract StackTraceElement[] stackTrace();

    /** Whether it waits in a call of the system, which for the JVM is to run. */
    public abstract boolean inCall();

    /** Told when the application renames the face. */
    public abstract void renamed();
  }

  // -- what the agent's subclass answers

  /** Starts the thread as a greenlet; false if the JVM is to start it. */
  protected abstract boolean convert(Thread thread);

  /** The face of a virtual thread; null if it has none. */
  protected abstract Thread faceOf(Thread mounted);

  /** The name of the greenlet that runs on a virtual thread; null if none does. */
  protected abstract String nameOf(Thread mounted);

  /** The hub's timer for a virtual thread; null if the JDK has to do it. */
  protected abstract Future<?> timer(Executor scheduler, Runnable task, long delay, TimeUnit unit);

  /** The current thread, a virtual one, is about to block its carrier. */
  protected abstract void beginCall();

  /** Ends {@link #beginCall}. */
  protected abstract void endCall();

  /** The class to launch instead of the application's main class. */
  protected abstract Class<?> launch(Class<?> main);

  /** Told when the JVM begins to shut down. */
  protected abstract void shutdown();

  /** Ends the JVM from another thread; false if the current one, a virtual thread, may do it. */
  protected abstract boolean exitElsewhere(int status);

  /** Keeps face and virtual thread the same after one of them got a new context class loader. */
  protected abstract void contextClassLoaderSet(Thread thread);

  /** The application's threads, given those that the JVM knows: with faces, without carriers. */
  protected abstract Thread[] threads(Thread[] known);

  /**
   * What the management beans tell of threads.
   *
   * @param infos what the JVM says, one for each number, null where it knows none
   * @param ids the numbers that were asked for; null for all
   */
  protected abstract Object threadInfos(Object infos, long[] ids, int depth);

  /** A class file of the application with its calls redirected; the same if it has none. */
  protected abstract byte[] redirected(byte[] classFile);

  /** Makes the agent's subclass the one that answers, once and for all. */
  protected static void install(GreenletSeam agent) {
    if (seam != null) {
      throw new IllegalStateException("the bridge has its agent already");
    }
    seam = agent;
  }

  /** The face that the agent gave a thread; null for any other thread. */
  public static Face face(Thread thread) {
    return U.getReferenceVolatile(thread, PARK_BLOCKER) instanceof Face face ? face : null;
  }

  /** The thread as the application knows it, given the thread as the JDK knows it. */
  public static Thread known(Thread thread) {
    if (!(thread instanceof VirtualThread)) {
      return thread;
    }
    Thread face = seam.faceOf(thread);
    return face == null ? thread : face;
  }

  /** The thread as the JDK knows it, given the thread as the application knows it. */
  public static Thread mounted(Thread thread) {
    if (thread == null || thread instanceof VirtualThread) {
      return thread;
    }
    Face face = face(thread);
    return face == null ? thread : face.mounted();
  }
}
