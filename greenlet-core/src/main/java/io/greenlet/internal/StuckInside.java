package io.greenlet.internal;

/**
 * Sees that the thread which drives a hub waits inside of the JVM, at a place that is no call: for
 * a class that another thread initialises, or for a monitor while it cannot be taken off.
 *
 * <p>It does not run strands one after the other, nor does it wait for work; the system says that
 * it has not run at all, and that it waits as the JVM does; and its innermost frame is Java, or a
 * native method of {@code java.base}, such as {@code Class.forName}, which needs classes, too; but
 * not {@code Runtime.gc}, which by a concurrent collector may take long. In another native method
 * it would be in a call that nobody announced, and after it would go on beside others for no need.
 * A call by {@code java.lang.foreign} shows no frame, so where that is not announced the system
 * alone tells, and takes a library that waits for a lock of its own for the JVM. Only Linux tells;
 * elsewhere the answer is always no.
 *
 * <p>Of a native method that is not the JDK's it sees that nobody has announced it, and has that
 * said where it lasts; see {@link UnknownCall}.
 *
 * <p>Touched by the watcher only. Not final for tests, which say themselves who is stuck.
 */
class StuckInside {
  /** After how many looks at which nothing has moved the system is asked. */
  private static final int PATIENCE = 4;

  private final Loop loop;

  private @Nullable String seen;
  private long runs;
  private int looks;
  private long switches;

  /** Whether it was asleep at the last look, and had not run since the one before. */
  private boolean asleep;

  /** Whether it waits inside of the JVM, if it is asleep. */
  private boolean isInside;

  /** What it calls, if that is unknown, or called when it last slept. */
  private @Nullable UnknownCall unknownCall;

  StuckInside(Loop loop) {
    this.loop = loop;
  }

  /**
   * Whether the driver has been stuck since some looks ago.
   *
   * @param driver the system's number of its thread; null if that is not known
   */
  boolean look(@Nullable String driver) {
    if (driver == null || !driver.equals(seen) || runs != loop.runs()) {
      seen = driver;
      runs = loop.runs();
      unknownCall = null;
      return notAsleep(0);
    }
    looks++;
    if (looks < PATIENCE) {
      return false;
    }
    long before = looks == PATIENCE ? -1 : switches;
    switches = OsThreads.switchesIfAsleep(driver);
    if (switches < 0 || switches != before) {
      return notAsleep(switches < 0 ? 0 : looks);
    }
    if (!asleep) {
      // As long as it does not run, the answer stays the same.
      asleep = true;
      isInside = isInside(driver, loop.mounted());
    }
    if (unknownCall != null) {
      unknownCall.goesOn(System.nanoTime());
    }
    return isInside;
  }

  /** It has run since the last look, or does. */
  private boolean notAsleep(int looksSince) {
    looks = looksSince;
    asleep = false;
    if (unknownCall != null) {
      unknownCall.pauses();
    }
    return false;
  }

  /** Whether who is asleep is so inside of the JVM; sees what it calls if that is unknown. */
  private boolean isInside(String driver, @Nullable Thread mounted) {
    StackTraceElement[] stack =
        mounted == null ? new StackTraceElement[0] : mounted.getStackTrace();
    if (mounted == null || stack.length == 0) {
      return false;
    }
    StackTraceElement innermost = stack[0];
    if (mayNeedOthers(innermost)) {
      return OsThreads.mayWaitInJvm(driver);
    }
    if (!isOfBase(innermost) && (unknownCall == null || !unknownCall.is(innermost))) {
      unknownCall = new UnknownCall(loop, mounted, innermost);
    }
    return false;
  }

  /** Whether who waits there may do so for what another strand has. */
  static boolean mayNeedOthers(StackTraceElement innermost) {
    return !innermost.isNativeMethod() || (isOfBase(innermost) && !isCollection(innermost));
  }

  private static boolean isOfBase(StackTraceElement place) {
    return "java.base".equals(place.getModuleName());
  }

  /** A concurrent collector lets the others run while one waits for its end, which always comes. */
  private static boolean isCollection(StackTraceElement place) {
    return place.getClassName().equals("java.lang.Runtime") && place.getMethodName().equals("gc");
  }
}
