package io.greenlet.patch;

import static io.greenlet.patch.Area.MAIN;
import static io.greenlet.patch.Area.THREAD;
import static io.greenlet.patch.Area.TIME;
import static io.greenlet.patch.Seam.Kind.AFTER;
import static io.greenlet.patch.Seam.Kind.ANSWER;
import static io.greenlet.patch.Seam.Kind.ARGUMENT;
import static io.greenlet.patch.Seam.Kind.AROUND;
import static io.greenlet.patch.Seam.Kind.BEFORE;
import static io.greenlet.patch.Seam.Kind.CALLS;
import static io.greenlet.patch.Seam.Kind.COMPLETE;
import static io.greenlet.patch.Seam.Kind.INSTEAD;
import static io.greenlet.patch.Seam.Kind.RESULT;
import static io.greenlet.patch.Seam.Kind.THROWN;
import static io.greenlet.patch.Seam.Kind.UNLESS;

import io.greenlet.patch.Seam.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The table of everything that is woven into the JDK, by area and type, each with its reason.
 *
 * <p>All of it was read in the sources of JDK 25. A method that another JDK lacks is an error that
 * names it, never a silent gap.
 */
final class Seams {
  private static final String JUC = "java/util/concurrent/";
  private static final String LOCK = JUC + "locks/";
  private static final String AQS = LOCK + "AbstractQueuedSynchronizer";
  private static final String CURRENT = "java/lang/Thread.currentThread()Ljava/lang/Thread;";
  private static final String TASK_RUNNER = JUC + "ThreadPerTaskExecutor$TaskRunner";

  private static final String AQLS = LOCK + "AbstractQueuedLongSynchronizer";
  private static final String WALKER = "java/lang/StackStreamFactory$AbstractStackWalker";
  private static final String CALLER_FINDER = "java/lang/StackStreamFactory$CallerClassFinder";
  private static final String BEAN = "sun/management/ThreadImpl";

  /** See {@link Seam#isRare}. */
  private static final Set<String> RARE =
      Set.of(TASK_RUNNER, AQLS, AQLS + "$ConditionObject", WALKER, CALLER_FINDER, BEAN);

  private Seams() {}

  /** Whether most programs never load a type, by its internal name, so that it is woven then. */
  static boolean isRare(String type) {
    return RARE.contains(type) || IoSeams.RARE.contains(type);
  }

  /** The seams of the given areas, those of one type side by side. */
  static List<Seam> of(Collection<Area> areas) {
    List<Seam> seams = new ArrayList<>();
    if (areas.contains(THREAD)) {
      faces(seams);
      greenletThreads(seams);
      translations(seams);
      traces(seams);
      management(seams);
      pinned(seams);
      shutdown(seams);
    }
    if (areas.contains(TIME)) {
      time(seams);
    }
    IoSeams.add(areas, seams);
    if (areas.contains(MAIN)) {
      main(seams);
    }
    return seams;
  }

  /**
   * {@code Thread}, asked about a face: its fields tell of a platform thread that was never
   * started. Virtual threads override these methods, so nothing else is touched.
   */
  private static void faces(List<Seam> seams) {
    String type = "java/lang/Thread";
    // Not instead of start: it is left to the JDK to refuse a second one and to enter the thread in
    // its pool, and to other agents to do what they do around it.
    seams.add(new Seam(THREAD, type, "java/lang/Thread.start0()V", UNLESS, "start", false));
    addFace(seams, type, "alive()Z", ANSWER, "alive");
    addFace(seams, type, "threadState()Ljava/lang/Thread$State;", ANSWER, "threadState");
    addFace(seams, type, "interrupt()V", AFTER, "interrupt");
    addFace(seams, type, "isInterrupted()Z", ANSWER, "isInterrupted");
    addFace(seams, type, "getStackTrace()[Ljava/lang/StackTraceElement;", ANSWER, "getStackTrace");
    addFace(seams, type, "setName(Ljava/lang/String;)V", AFTER, "setName");
    addFace(
        seams,
        type,
        "setContextClassLoader(Ljava/lang/ClassLoader;)V",
        AFTER,
        "setContextClassLoader");
    addFace(seams, type, "getAllStackTraces()Ljava/util/Map;", RESULT, "getAllStackTraces");
  }

  /**
   * {@code Thread}, asked by JDK code about the current thread, which is a greenlet's virtual one:
   * a new {@code Thread} inherits group, priority and daemon flag from what these answer.
   */
  private static void greenletThreads(List<Seam> seams) {
    String type = "java/lang/Thread";
    addFace(seams, type, "getName()Ljava/lang/String;", ANSWER, "getName");
    addFace(seams, type, "getThreadGroup()Ljava/lang/ThreadGroup;", ANSWER, "getThreadGroup");
    addFace(seams, type, "isDaemon()Z", ANSWER, "isDaemon");
    addFace(seams, type, "getPriority()I", ANSWER, "getPriority");
  }

  /** Places where a thread object crosses between the application and the JDK. */
  private static void translations(List<Seam> seams) {
    // A face handed in. All of java.util.concurrent wakes its waiters by unpark.
    addFace(seams, LOCK + "LockSupport", "unpark(Ljava/lang/Thread;)V", ARGUMENT, "mounted");
    addFace(
        seams,
        LOCK + "LockSupport",
        "getBlocker(Ljava/lang/Thread;)Ljava/lang/Object;",
        ARGUMENT,
        "mounted");
    synchronizer(seams, AQS);
    // Of locks for reading and writing.
    synchronizer(seams, AQLS);
    // Greenlets' threads handed out.
    String thread = "()Ljava/lang/Thread;";
    addFace(seams, LOCK + "ReentrantLock", "getOwner" + thread, RESULT, "known");
    addFace(seams, LOCK + "ReentrantReadWriteLock", "getOwner" + thread, RESULT, "known");
    // beforeExecute(Thread, Runnable) is the application's.
    addFace(seams, JUC + "ThreadPoolExecutor", CURRENT, CALLS, "currentThread");
    // Takes itself out of the executor's set, which has the face.
    addFace(seams, TASK_RUNNER, CURRENT, CALLS, "currentThread");
    // Groups list what the JVM knows, and it knows no greenlets. Not Thread.getAllThreads itself:
    // thread dumps list virtual threads on their own.
    addFace(
        seams,
        "java/lang/ThreadGroup",
        "java/lang/Thread.getAllThreads()[Ljava/lang/Thread;",
        CALLS,
        "getAllThreads");
  }

  /**
   * A face handed in, and greenlets' threads handed out. Not {@code getFirstQueuedThread}: the
   * class itself compares its answer.
   */
  private static void synchronizer(List<Seam> seams, String type) {
    String collection = "()Ljava/util/Collection;";
    addFace(seams, type, "isQueued(Ljava/lang/Thread;)Z", ARGUMENT, "mounted");
    addFace(seams, type, "getQueuedThreads" + collection, RESULT, "knownAll");
    addFace(seams, type, "getExclusiveQueuedThreads" + collection, RESULT, "knownAll");
    addFace(seams, type, "getSharedQueuedThreads" + collection, RESULT, "knownAll");
    addFace(seams, type + "$ConditionObject", "getWaitingThreads" + collection, RESULT, "knownAll");
  }

  /** Frames of hub and agent below a thread's run method, and those of a virtual thread's sleep. */
  private static void traces(List<Seam> seams) {
    addFace(
        seams,
        "java/lang/StackTraceElement",
        "of(Ljava/lang/Object;I)[Ljava/lang/StackTraceElement;",
        RESULT,
        "visible");
    addFace(seams, WALKER, "peekFrame()Ljava/lang/Class;", RESULT, "peekFrame");
    addFace(
        seams,
        CALLER_FINDER,
        "java/lang/StackStreamFactory.isMethodHandleFrame(Ljava/lang/Class;)Z",
        CALLS,
        "isMethodHandleFrame");
    addFace(seams, "java/lang/VirtualThread", "sleepNanos(J)V", THROWN, "sleepNanos");
  }

  /** The beans tell of the application's threads, and in terms of faces. */
  private static void management(List<Seam> seams) {
    String infos = "[Ljava/lang/management/ThreadInfo;";
    addFace(seams, BEAN, CURRENT, CALLS, "currentThread");
    addFace(seams, BEAN, "getAllThreadIds()[J", RESULT, "getAllThreadIds");
    addFace(seams, BEAN, "getThreadCount()I", RESULT, "getThreadCount");
    addFace(seams, BEAN, "getPeakThreadCount()I", RESULT, "getPeakThreadCount");
    addFace(seams, BEAN, "getDaemonThreadCount()I", RESULT, "getDaemonThreadCount");
    addFace(seams, BEAN, "getThreadInfo([JI)" + infos, COMPLETE, "getThreadInfo");
    addFace(seams, BEAN, "getThreadInfo([JZZ)" + infos, COMPLETE, "getThreadInfo");
    addFace(seams, BEAN, "getThreadInfo([JZZI)" + infos, COMPLETE, "getThreadInfo");
    addFace(seams, BEAN, "dumpAllThreads(ZZI)" + infos, COMPLETE, "dumpAllThreads");
  }

  /**
   * A virtual thread that cannot be taken off its carrier, because of a class initializer or a
   * native method, parks the carrier, and with it the hub.
   */
  private static void pinned(List<Seam> seams) {
    seams.add(
        new Seam(
            THREAD, "java/lang/VirtualThread", "parkOnCarrierThread(ZJ)V", AROUND, "pinned", true));
  }

  /**
   * The end of the JVM must not wait for a hub that is busy. So nothing is converted once hooks
   * run, and a greenlet, which would wait for the hooks on its hub, has a platform thread do it.
   */
  private static void shutdown(List<Seam> seams) {
    seams.add(new Seam(THREAD, "java/lang/Shutdown", "exit(I)V", INSTEAD, "exit", false));
    seams.add(
        new Seam(
            THREAD,
            "java/lang/ApplicationShutdownHooks",
            "runHooks()V",
            BEFORE,
            "runHooks",
            false));
  }

  /** The one way by which a virtual thread is woken after a time, whatever it waits in. */
  private static void time(List<Seam> seams) {
    seams.add(
        new Seam(
            TIME,
            "java/lang/VirtualThread",
            "schedule(Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)"
                + "Ljava/util/concurrent/Future;",
            INSTEAD,
            "schedule",
            false));
  }

  /** What the launcher runs: its native part calls {@code main} of the class that this returns. */
  private static void main(List<Seam> seams) {
    seams.add(
        new Seam(
            MAIN,
            "sun/launcher/LauncherHelper",
            "checkAndLoadMain(ZILjava/lang/String;)Ljava/lang/Class;",
            RESULT,
            "checkAndLoadMain",
            false));
  }

  private static void addFace(
      List<Seam> seams, String type, String method, Kind kind, String hook) {
    seams.add(new Seam(THREAD, type, method, kind, hook, true));
  }
}
