package java.lang;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.ThreadContainer;
import jdk.internal.vm.annotation.Stable;

/**
 * What the agent weaves into the JDK and into applications: each woven method makes one call to one
 * static method of this class, which carries the name of the woven one.
 *
 * <p>Loader rule: the agent defines this class into the boot loader at run time, so that woven JDK
 * classes can see it. It may therefore name types of java.base only. What needs the toolkit goes
 * through the one instance, {@link #seam}, which the agent's subclass sets before anything is woven
 * and which stays set for the life of the JVM.
 *
 * <p>Terms: a <i>face</i> is the thread object that the application created and knows; its
 * <i>greenlet's thread</i> is the virtual thread that runs it and that the JDK sees as the current
 * thread. A face is never mounted, so the JDK has no use for its field {@code parkBlocker}: there
 * hangs its {@link Face}, without a side table.
 */
public abstract class GreenletBridge {
  private static final Unsafe U = Unsafe.getUnsafe();
  private static final long PARK_BLOCKER = U.objectFieldOffset(Thread.class, "parkBlocker");
  private static final long ID = U.objectFieldOffset(Thread.class, "tid");
  private static final long SCHEDULER = U.objectFieldOffset(VirtualThread.class, "scheduler");

  /** Frames from these down belong to the agent and the hub, not to the thread that they run. */
  private static final String THREAD_ROOT = "io.greenlet.patch.ThreadRoot";

  private static final String MAIN_ROOT = "io.greenlet.patch.MainRoot";

  private static final String AGENT = "io.greenlet.patch.";

  /** Below it a launched application's main runs; see the root for main. */
  private static final String LAUNCHER = "io.greenlet.patch.Launcher";

  /** Each count has a cache line of its own, of 64 bytes: two to the sixth. */
  private static final int LINE = 6;

  private static final long[] HITS = new long[256 << (LINE - 3)];

  @Stable private static GreenletBridge seam;

  /** For the agent alone. */
  protected GreenletBridge() {}

  /** A converted thread as {@link Thread}'s own methods see it, from its start to its end. */
  public abstract static class Face {
    /** For the agent alone. */
    protected Face() {}

    /** The virtual thread that runs the face. */
    public abstract Thread mounted();

    /** The stack of the greenlet down to {@code Thread.run}. */
    public abstract StackTraceElement[] stackTrace();

    /** Told when the application renames the face. */
    public abstract void renamed();
  }

  // -- what the agent's subclass answers

  /**
   * Starts the thread as a greenlet; false if it is to be started as the JDK does.
   *
   * @param container the pool that it belongs to; null if none
   */
  protected abstract boolean convert(Thread thread, Object container);

  /** The face of a virtual thread; null if it has none. */
  protected abstract Thread faceOf(Thread mounted);

  /** The name of the greenlet that runs on a virtual thread; null if none does. */
  protected abstract String nameOf(Thread mounted);

  /** The hub's timer for a virtual thread; null if the JDK has to do it. */
  protected abstract Future<?> timer(Executor scheduler, Runnable task, long delay, TimeUnit unit);

  /**
   * Announces that the current thread, if it is a greenlet's, waits from here to {@link #endWait}.
   */
  protected abstract void beginWait(String what);

  /** Ends {@link #beginWait}. */
  protected abstract void endWait();

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

  /** Makes the agent's subclass the one that answers, once and for all. */
  protected static void install(GreenletBridge agent) {
    if (seam != null) {
      throw new IllegalStateException("the bridge has its agent already");
    }
    seam = agent;
  }

  // -- how often each seam was gone through

  /** Called by a woven method before anything else; public, as others are in other packages. */
  public static void hit(int seam) {
    U.getAndAddLong(HITS, Unsafe.ARRAY_LONG_BASE_OFFSET + ((long) seam << LINE), 1);
  }

  protected static long count(int seam) {
    return U.getLongVolatile(HITS, Unsafe.ARRAY_LONG_BASE_OFFSET + ((long) seam << LINE));
  }

  /** The face that the agent gave a thread; null for any other thread. */
  public static Face face(Thread thread) {
    return U.getReferenceVolatile(thread, PARK_BLOCKER) instanceof Face face ? face : null;
  }

  // -- called where applications call Thread.currentThread()

  /** The current thread as the application knows it. */
  public static Thread currentThread() {
    return known(Thread.currentThread());
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

  // -- Thread, asked about a face

  static boolean start(Thread thread) {
    return seam.convert(thread, null);
  }

  /**
   * Threads of pools start by this one. A container with an owner is a scope, and counts on its
   * own.
   */
  static boolean start(Thread thread, ThreadContainer container) {
    return container.owner() == null && seam.convert(thread, container);
  }

  /** A face is about to start in a container; as {@code Thread.start(ThreadContainer)} does it. */
  public static void enter(Thread face, Object container) {
    ThreadContainer entered = (ThreadContainer) container;
    if (face.threadContainer() != null) {
      throw new IllegalThreadStateException();
    }
    face.setThreadContainer(entered);
    entered.add(face);
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

  /** A face has ended, or has failed to start, and leaves its container, if it is in one. */
  public static void leave(Thread face) {
    ThreadContainer container = face.threadContainer();
    if (container != null) {
      container.remove(face);
    }
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
    // The virtual thread starts when its first turn comes; the face has started before.
    return mounted == Thread.State.NEW ? Thread.State.RUNNABLE : mounted;
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

  // -- lists of threads

  static Thread[] getAllThreads() {
    return seam.threads(Thread.getAllThreads());
  }

  static Map<Thread, StackTraceElement[]> getAllStackTraces(
      Map<Thread, StackTraceElement[]> traces) {
    Thread[] known = seam.threads(traces.keySet().toArray(new Thread[0]));
    Map<Thread, StackTraceElement[]> result = HashMap.newHashMap(known.length);
    for (Thread thread : known) {
      StackTraceElement[] trace =
          face(thread) == null ? traces.get(thread) : thread.getStackTrace();
      if (trace != null) {
        result.put(thread, trace);
      }
    }
    return result;
  }

  /** The threads of a list as the application knows them; the list is the caller's own copy. */
  public static Collection<Thread> knownAll(Collection<Thread> threads) {
    ListIterator<Thread> each = ((List<Thread>) threads).listIterator();
    while (each.hasNext()) {
      each.set(known(each.next()));
    }
    return threads;
  }

  // -- waiting

  static Future<?> schedule(VirtualThread thread, Runnable task, long delay, TimeUnit unit) {
    return seam.timer((Executor) U.getReference(thread, SCHEDULER), task, delay, unit);
  }

  /** Public, as {@code sun.nio.ch} is another package. */
  public static void poll() {
    if (Thread.currentThread() instanceof VirtualThread) {
      seam.beginWait("socket");
    }
  }

  /** Ends {@link #poll}. */
  public static void pollEnd() {
    if (Thread.currentThread() instanceof VirtualThread) {
      seam.endWait();
    }
  }

  /**
   * Makes the JDK's pollers of sockets platform threads, unless the user has chosen.
   *
   * <p>By default they are virtual threads on the scheduler of whoever touches them first. A
   * greenlet would make its hub carry them, and then a wait for a socket that pins the carrier, as
   * in a class initializer, would never end: what should end it waits for the same carrier.
   */
  public static String getPollerProperty(String key) {
    String chosen = System.getProperty(key);
    return chosen == null && key.equals("jdk.pollerMode") ? "1" : chosen;
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

  // -- stack traces

  /**
   * The trace without what lies below the run method of a converted thread, so that it reads as it
   * does for a platform thread.
   */
  public static StackTraceElement[] visible(StackTraceElement[] trace) {
    int root = trace.length;
    if (root == 0 || !isFloor(trace[root - 1])) {
      return trace;
    }
    while (root > 0 && !isRoot(trace[root - 1])) {
      root--;
    }
    if (root == 0) {
      return trace;
    }
    while (root > 0 && isOurs(trace[root - 1])) {
      root--;
    }
    StackTraceElement[] visible = new StackTraceElement[root];
    System.arraycopy(trace, 0, visible, 0, root);
    return visible;
  }

  private static boolean isFloor(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.equals("java.lang.VirtualThread") || type.equals(LAUNCHER) || isRoot(frame);
  }

  private static boolean isRoot(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.equals(THREAD_ROOT) || type.equals(MAIN_ROOT);
  }

  /** The agent's, or the call by which it initialises the main class. */
  private static boolean isOurs(StackTraceElement frame) {
    String type = frame.getClassName();
    return (type.startsWith(AGENT) && type.lastIndexOf('.') == AGENT.length() - 1)
        || (type.equals("java.lang.Class") && frame.getMethodName().startsWith("forName"));
  }
}
