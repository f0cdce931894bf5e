package java.lang;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.ThreadContainer;

/**
 * What the agent weaves into the JDK and into applications: each woven method makes one call to one
 * static method of this class, which carries the name of the woven one.
 *
 * <p>Loader rule: the agent defines this class into the boot loader at run time, so that woven JDK
 * classes can see it. It may therefore name types of java.base only. What needs the toolkit goes
 * through the one instance, {@link #seam}, which the agent's subclass sets before anything is woven
 * and which stays set for the life of the JVM.
 */
public abstract class GreenletBridge extends GreenletViews {
  private static final long ID = U.objectFieldOffset(Thread.class, "tid");
  private static final long SCHEDULER = U.objectFieldOffset(VirtualThread.class, "scheduler");

  /** Each count has a cache line of its own, of 64 bytes: two to the sixth. */
  private static final int LINE = 6;

  private static final long[] HITS = new long[256 << (LINE - 3)];

  /** For the agent alone. */
  protected GreenletBridge() {}

  // -- how often each seam was gone through

  /** Called by a woven method before anything else; public, as others are in other packages. */
  public static void hit(int seam) {
    U.getAndAddLong(HITS, Unsafe.ARRAY_LONG_BASE_OFFSET + ((long) seam << LINE), 1);
  }

  protected static long count(int seam) {
    return U.getLongVolatile(HITS, Unsafe.ARRAY_LONG_BASE_OFFSET + ((long) seam << LINE));
  }

  // -- called where applications call Thread.currentThread()

  /** The current thread as the application knows it. */
  public static Thread currentThread() {
    return known(Thread.currentThread());
  }

  /** In the place of the call of that name: what is hidden is hidden from transformers, too. */
  public static MethodHandles.Lookup defineHiddenClass(
      MethodHandles.Lookup lookup,
      byte[] bytes,
      boolean initialize,
      MethodHandles.Lookup.ClassOption... options)
      throws IllegalAccessException {
    return lookup.defineHiddenClass(seam.redirected(bytes), initialize, options);
  }

  /** Likewise. */
  public static MethodHandles.Lookup defineHiddenClassWithClassData(
      MethodHandles.Lookup lookup,
      byte[] bytes,
      Object classData,
      boolean initialize,
      MethodHandles.Lookup.ClassOption... options)
      throws IllegalAccessException {
    return lookup.defineHiddenClassWithClassData(
        seam.redirected(bytes), classData, initialize, options);
  }

  // -- Thread, asked about a face

  /**
   * Before the JVM starts a thread that the JDK has found to be a new one, and has entered in its
   * container if it is of a pool; the JDK holds the thread's monitor. A container with an owner is
   * a scope, and counts on its own.
   */
  static boolean start(Thread thread) {
    ThreadContainer container = thread.threadContainer();
    return (container == null || container.owner() == null) && seam.convert(thread);
  }

  /**
   * Gives a greenlet's thread, not started yet, the number of its face: JDK code that notes the
   * number of the current thread, as for a log record, then notes what the application knows. The
   * JVM takes the number for the owner of a monitor, and a face never owns one. The thread's own
   * number goes to the next thread that is made, unless another has been made since, so that
   * numbers have no gaps.
   *
   * @param counter where the JVM keeps the next number
   */
  public static void shareId(Thread face, Thread mounted, long counter) {
    long own = mounted.threadId();
    U.putLong(mounted, ID, face.threadId());
    U.compareAndSetLong(null, counter, own + 1, own);
  }

  /** What the JVM has a thread do at its end, in {@code Thread.exit}, for a face that has ended. */
  public static void ended(Thread face) {
    ThreadContainer container = face.threadContainer();
    if (container != null) {
      container.remove(face);
    }
    face.clearReferences();
  }

  static boolean alive(boolean alive, Thread thread) {
    return alive || face(thread) != null;
  }

  static Thread.State threadState(Thread.State state, Thread thread) {
    Face face = face(thread);
    if (face == null) {
      return state;
    }
    Thread.State mounted = face.mounted().threadState();
    // The virtual thread starts when its first turn comes; the face has started before. No switch:
    // it would make another class to define.
    boolean runs =
        mounted == Thread.State.NEW
            || ((mounted == Thread.State.WAITING || mounted == Thread.State.TIMED_WAITING)
                && face.inCall());
    return runs ? Thread.State.RUNNABLE : mounted;
  }

  static void interrupt(Thread thread) {
    Face face = face(thread);
    if (face != null) {
      face.mounted().interrupt();
    }
  }

  static boolean isInterrupted(boolean interrupted, Thread thread) {
    Face face = face(thread);
    return face == null ? interrupted : face.mounted().isInterrupted();
  }

  static StackTraceElement[] getStackTrace(StackTraceElement[] trace, Thread thread) {
    Face face = face(thread);
    return face == null ? trace : face.stackTrace();
  }

  static void setName(Thread thread) {
    Face face = face(thread);
    if (face != null) {
      face.renamed();
    }
  }

  static void setContextClassLoader(Thread thread) {
    seam.contextClassLoaderSet(thread);
  }

  // -- Thread, asked about a greenlet's virtual thread: JDK code has no other

  static String getName(String name, Thread thread) {
    if (name.isEmpty() && thread instanceof VirtualThread) {
      String greenlet = seam.nameOf(thread);
      return greenlet == null ? name : greenlet;
    }
    return name;
  }

  static ThreadGroup getThreadGroup(ThreadGroup group, Thread thread) {
    Thread known = known(thread);
    return known == thread ? group : known.getThreadGroup();
  }

  static boolean isDaemon(boolean daemon, Thread thread) {
    Thread known = known(thread);
    return known == thread ? daemon : known.isDaemon();
  }

  static int getPriority(int priority, Thread thread) {
    Thread known = known(thread);
    return known == thread ? priority : known.getPriority();
  }

  // -- waiting

  static Future<?> schedule(VirtualThread thread, Runnable task, long delay, TimeUnit unit) {
    return seam.timer((Executor) U.getReference(thread, SCHEDULER), task, delay, unit);
  }

  /** A virtual thread is about to park the thread that carries it. */
  static void pinned() {
    seam.beginCall();
  }

  /** Ends {@link #pinned}. */
  static void pinnedEnd() {
    seam.endCall();
  }

  // -- start and end of the application

  /** Public, as {@code sun.launcher} is another package. */
  public static Class<?> checkAndLoadMain(Class<?> main) {
    return seam.launch(main);
  }

  static void runHooks() {
    seam.shutdown();
  }

  static boolean exit(int status) {
    return Thread.currentThread() instanceof VirtualThread && seam.exitElsewhere(status);
  }
}
