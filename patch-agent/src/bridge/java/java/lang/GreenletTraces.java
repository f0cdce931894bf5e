package java.lang;

import java.util.Arrays;

/**
 * Stack traces of greenlets, made to look like those of platform threads. Defined into the boot
 * loader beside {@link GreenletBridge}, which has the rules.
 */
final class GreenletTraces {
  /** Frames from these down belong to the agent and the hub, not to the thread that they run. */
  private static final String THREAD_ROOT = "io.greenlet.patch.ThreadRoot";

  private static final String MAIN_ROOT = "io.greenlet.patch.MainRoot";

  /** Between main and its root. */
  private static final String MAIN_LAUNCH = "io.greenlet.patch.MainLaunch";

  private static final String AGENT = "io.greenlet.patch.";
  private static final String CORE = "io.greenlet.internal.";

  /** Below it a launched application's main runs; see the root for main. */
  private static final String LAUNCHER = "io.greenlet.patch.Launcher";

  private GreenletTraces() {}

  /** Whether a walk down a stack has passed the last frame that is the thread's own. */
  static boolean isRoot(String type) {
    return type.equals(THREAD_ROOT) || type.equals(MAIN_LAUNCH) || type.equals(MAIN_ROOT);
  }

  /** Whether a frame may be one of those from the root down. */
  static boolean isBelowRoot(String type) {
    return isRoot(type) || type.startsWith(CORE) || type.equals("java.lang.VirtualThread");
  }

  /** As a dump of all threads has it: there the JVM does not say how to shorten the frames. */
  static StackTraceElement[] asDumped(StackTraceElement[] trace) {
    StackTraceElement[] dumped = new StackTraceElement[trace.length];
    for (int i = 0; i < trace.length; i++) {
      StackTraceElement frame = trace[i];
      dumped[i] =
          new StackTraceElement(
              frame.getClassLoaderName(),
              frame.getModuleName(),
              frame.getModuleVersion(),
              frame.getClassName(),
              frame.getMethodName(),
              frame.getFileName(),
              frame.getLineNumber());
    }
    return dumped;
  }

  /** As the JVM's own sleep throws: with a message, and from a native method. */
  static Throwable ofSleep(Throwable thrown) {
    if (thrown.getClass() != InterruptedException.class || thrown.getMessage() != null) {
      return thrown;
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    int first = 0;
    while (first < trace.length && !trace[first].getClassName().equals("java.lang.Thread")) {
      first++;
    }
    if (first > 0 && first < trace.length) {
      trace = Arrays.copyOfRange(trace, first - 1, trace.length);
      trace[0] =
          new StackTraceElement(
              null, "java.base", null, "java.lang.Thread", "sleepNanos0", "Thread.java", -2);
    }
    InterruptedException asOfPlatform = new InterruptedException("sleep interrupted");
    asOfPlatform.setStackTrace(trace);
    return asOfPlatform;
  }

  /**
   * The trace without what lies below the run method of a converted thread, so that it reads as it
   * does for a platform thread.
   */
  static StackTraceElement[] visible(StackTraceElement[] trace) {
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
