package java.lang;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

/** What is woven where somebody looks at threads: lists, management beans and stack traces. */
abstract class GreenletViews extends GreenletSeam {
  /** For the agent alone. */
  GreenletViews() {}

  /** Public for the agent. */
  public static Thread[] getAllThreads() {
    return seam.threads(Thread.getAllThreads());
  }

  /** The stack of a face as a dump of all threads has it. */
  public static StackTraceElement[] dumped(Thread face, int depth) {
    StackTraceElement[] trace = GreenletTraces.asDumped(face.getStackTrace());
    return depth < trace.length ? Arrays.copyOf(trace, depth) : trace;
  }

  static Map<Thread, StackTraceElement[]> getAllStackTraces(
      Map<Thread, StackTraceElement[]> traces) {
    Thread[] known = seam.threads(traces.keySet().toArray(new Thread[0]));
    Map<Thread, StackTraceElement[]> result = HashMap.newHashMap(known.length);
    for (Thread thread : known) {
      StackTraceElement[] trace =
          face(thread) == null ? traces.get(thread) : dumped(thread, Integer.MAX_VALUE);
      if (trace != null) {
        result.put(thread, trace);
      }
    }
    return result;
  }

  /** Public, as {@code sun.management} is another package, like what follows. */
  public static long[] getAllThreadIds(long[] ids) {
    Thread[] threads = getAllThreads();
    long[] known = new long[threads.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = threads[i].threadId();
    }
    return known;
  }

  public static int getThreadCount(int count) {
    return getAllThreads().length;
  }

  public static int getPeakThreadCount(int count) {
    return Math.max(count, getAllThreads().length);
  }

  public static int getDaemonThreadCount(int count) {
    int daemons = 0;
    for (Thread thread : getAllThreads()) {
      daemons += thread.isDaemon() ? 1 : 0;
    }
    return daemons;
  }

  /** Completes what the JVM tells of threads: an array of {@code ThreadInfo}. */
  public static Object getThreadInfo(Object infos, Object bean, long[] ids, int depth) {
    return seam.threadInfos(infos, ids, depth);
  }

  public static Object getThreadInfo(
      Object infos, Object bean, long[] ids, boolean monitors, boolean locks) {
    return seam.threadInfos(infos, ids, Integer.MAX_VALUE);
  }

  public static Object getThreadInfo(
      Object infos, Object bean, long[] ids, boolean monitors, boolean locks, int depth) {
    return seam.threadInfos(infos, ids, depth);
  }

  public static Object dumpAllThreads(
      Object infos, Object bean, boolean monitors, boolean locks, int depth) {
    return seam.threadInfos(infos, null, depth);
  }

  /** The threads of a list as the application knows them; the list is the caller's own copy. */
  public static Collection<Thread> knownAll(Collection<Thread> threads) {
    ListIterator<Thread> each = ((List<Thread>) threads).listIterator();
    while (each.hasNext()) {
      each.set(known(each.next()));
    }
    return threads;
  }

  // -- stack traces

  /** See {@link GreenletTraces#visible}. */
  public static StackTraceElement[] visible(StackTraceElement[] trace) {
    return GreenletTraces.visible(trace);
  }

  /** What {@code Thread.sleep} throws on a greenlet: as on a platform thread. */
  static Throwable sleepNanos(Throwable thrown) {
    Thread current = Thread.currentThread();
    return known(current) == current ? thrown : GreenletTraces.ofSleep(thrown);
  }

  /** The class of the next frame of a stack walker; null where the walk is to end. */
  static Class<?> peekFrame(Class<?> frame) {
    return frame != null && GreenletTraces.isRoot(frame.getName()) ? null : frame;
  }

  /** Frames that a walker for the caller's class skips; on ours it comes after the last caller. */
  static boolean isMethodHandleFrame(Class<?> frame) {
    return frame.getPackageName().equals("java.lang.invoke")
        || GreenletTraces.isBelowRoot(frame.getName());
  }
}
