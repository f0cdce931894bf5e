package io.greenlet.internal;

/**
 * Sees that the thread which drives a hub waits inside of the JVM, at a place that is no call: for
 * a class that another thread initialises, or for a monitor while it cannot be taken off.
 *
 * <p>It does not run strands one after the other, nor does it wait for work; the system says that
 * it has not run at all, and that it waits as the JVM does; and its innermost frame is Java, or a
 * native method of {@code java.base}, such as {@code Class.forName}, which needs classes, too. In
 * another native method it would be in a call that nobody announced, and after it would go on
 * beside others for no need. A call by {@code java.lang.foreign} shows no frame, so where that is
 * not announced the system alone tells, and takes a library that waits for a lock of its own for
 * the JVM. Only Linux tells; elsewhere the answer is always no.
 *
 * <p>Touched by the watcher only. Not final for tests, which say themselves who is stuck.
 */
class StuckInside {
  /** After how many looks at which nothing has moved the system is asked. */
  private static final int PATIENCE = 4;

  private final Loop loop;

  private long runs;
  private int looks;
  private long switches;

  StuckInside(Loop loop) {
    this.loop = loop;
  }

  /**
   * Whether the driver has been stuck since some looks ago.
   *
   * @param driver the system's number of its thread; null if that is not known
   */
  boolean look(@Nullable String driver) {
    if (driver == null || runs != loop.runs()) {
      runs = loop.runs();
      looks = 0;
      return false;
    }
    looks++;
    if (looks < PATIENCE) {
      return false;
    }
    long before = looks == PATIENCE ? -1 : switches;
    switches = OsThreads.switchesIfAsleep(driver);
    if (switches < 0) {
      looks = 0;
      return false;
    }
    return switches == before && mayBeInside(loop.mounted()) && OsThreads.mayWaitInJvm(driver);
  }

  private static boolean mayBeInside(@Nullable Thread mounted) {
    StackTraceElement[] stack =
        mounted == null ? new StackTraceElement[0] : mounted.getStackTrace();
    return stack.length > 0
        && (!stack[0].isNativeMethod() || "java.base".equals(stack[0].getModuleName()));
  }
}
