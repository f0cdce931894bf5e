package io.greenlet.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells whether a main strand that waits can still be woken by anything.
 *
 * <p>The rule, which must never be wrong when it says no: the hub has nothing ready, nothing handed
 * in and no timer; every other platform thread of the JVM waits without a time limit; and the
 * operating system has neither run nor woken one of them between two looks. A thread that waits
 * without a limit acts only if another wakes it, so then nothing in the JVM moves any more. A
 * thread that runs, sleeps, waits with a limit or sits in a system call (a poller, a reader of the
 * standard input) might always hold a reference to whatever the strand waits for, so as long as
 * there is one, the answer is "not certain"; and it always is where the system does not tell who
 * was woken, which only Linux does. Not counted are threads of the JVM and of test runners that run
 * no code of the application. What a cleaning action would do is not foreseen, nor a handler of a
 * signal that is not {@linkplain OsSignals ours}.
 */
final class Stall {
  /** How long nothing happens before the first look, and at most between two. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int MOST_DESCRIBED = 20;

  /** Threads of the JVM that run no code of the application. */
  private static final Set<String> OF_THE_JVM =
      Set.of(
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Service Thread",
          "Monitor Deflation Thread",
          "Notification Thread",
          "Common-Cleaner",
          "Attach Listener",
          "DestroyJavaVM",
          "VirtualThread-unblocker");

  /** Threads of test runners: they hold no reference to anything of the application under test. */
  private static final String OF_SUREFIRE = "surefire-forkedjvm-";

  private static final String OF_JUNIT = "junit-jupiter-timeout-watcher";

  private Stall() {}

  /** Whether no thread but the given one, the current thread, could do anything. */
  static boolean isCertain(Thread waiting) {
    Map<String, Long> before = OsThreads.switchesWhileAsleep();
    if (before == null || OsSignals.isAnyHandled() || !othersWait(waiting)) {
      return false;
    }
    LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    return othersWait(waiting) && before.equals(OsThreads.switchesWhileAsleep());
  }

  private static boolean othersWait(Thread waiting) {
    ThreadGroup root = waiting.getThreadGroup();
    while (root != null && root.getParent() != null) {
      root = root.getParent();
    }
    if (root == null) {
      return false;
    }
    Thread[] threads = new Thread[root.activeCount() * 2 + 16];
    int count = root.enumerate(threads);
    if (count == threads.length) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (threads[i] != waiting && !isInert(threads[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInert(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, BLOCKED, NEW, TERMINATED -> true;
      case RUNNABLE, TIMED_WAITING ->
          OF_THE_JVM.contains(thread.getName())
              || thread.getName().startsWith(OF_SUREFIRE)
              || thread.getName().equals(OF_JUNIT)
              || thread.getName().equals(Inspection.PRINTING_MONITOR);
    };
  }

  /** Who waits for what. */
  static String describe(Loop loop) {
    StringBuilder text = new StringBuilder();
    Strand main = loop.main();
    text.append("this wait can never end: ")
        .append(main)
        .append(
            main.waitingFor() == null
                ? " has switched to another greenlet"
                : " waits for " + Strand.describe(main.waitingFor()))
        .append(", and nothing that is left in this JVM could wake it.");
    List<Strand> strands = loop.strands();
    for (Strand strand : strands.subList(0, Math.min(strands.size(), MOST_DESCRIBED))) {
      describe(strand, text);
    }
    if (strands.size() > MOST_DESCRIBED) {
      text.append("\n  and ").append(strands.size() - MOST_DESCRIBED).append(" more");
    }
    return text.toString();
  }

  private static void describe(Strand strand, StringBuilder text) {
    text.append("\n  ").append(strand).append(" is ").append(strand.describeState());
    StackTraceElement[] stack = strand.thread().getStackTrace();
    StackTraceElement innermost = null;
    StackTraceElement outermost = null;
    for (StackTraceElement frame : stack) {
      if (isOfApplication(frame)) {
        innermost = innermost == null ? frame : innermost;
        outermost = frame;
      }
    }
    if (innermost != null) {
      text.append(" at ").append(innermost).append(", spawned to run ").append(outermost);
    }
    Strand parent = strand.parent();
    if (parent != null) {
      text.append(" by ").append(parent);
    }
  }

  static boolean isOfApplication(StackTraceElement frame) {
    String name = frame.getClassName();
    return !"java.base".equals(frame.getModuleName())
        && !name.startsWith("io.greenlet.internal.")
        && !name.matches("io\\.greenlet\\.(Greenlets?|Hub)(\\$.*)?");
  }
}
