package io.greenlet.patch;

import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Which threads become greenlets: those that do the application's work.
 *
 * <p>What a thread does is told by its class, or, for a plain {@code Thread}, by the class of its
 * task. Later lines count only if none before has decided.
 */
final class ConversionRule {
  private static final long DEFAULT_STACK_SIZE = 1 << 20;

  private final Selection selection;

  ConversionRule(Selection selection) {
    this.selection = selection;
  }

  /** Whether a thread, not started yet, is to be a greenlet. */
  boolean converts(Thread thread) {
    Class<?> work = work(thread);
    // They compute. A pool of them is as wide as there are processors; one carrier would halve it.
    if (thread instanceof ForkJoinWorkerThread) {
      return false;
    }
    // Carriers and helpers of our own: a hub that waits for a hub.
    if (Code.isOwn(work.getName())) {
      return false;
    }
    // The JVM's and JDK's service threads, whatever they run: signals, references, attach, RMI.
    ThreadGroup group = thread.getThreadGroup();
    if (group != null && group.getParent() == null) {
      return false;
    }
    // A greenlet has the stack of its carrier; who asks for a deeper one has a reason.
    if (ThreadFields.stackSize(thread) > DEFAULT_STACK_SIZE) {
      return false;
    }
    if (!selection.picks(thread.getName(), work.getName())) {
      return false;
    }
    return !Code.isJdk(work) || carriesApplicationWork(work);
  }

  /** Whether the main thread is to be a greenlet; what it does is told by the main class. */
  boolean convertsMain(Thread thread, Class<?> main) {
    return selection.picks(thread.getName(), main.getName());
  }

  /** Whether a thread is the core's or the agent's: carriers, helpers. */
  static boolean isOwn(Thread thread) {
    return Code.isOwn(work(thread).getName());
  }

  /** The class that tells what the thread does. */
  private static Class<?> work(Thread thread) {
    if (thread.getClass() != Thread.class) {
      return thread.getClass();
    }
    Runnable task = ThreadFields.task(thread);
    return task == null ? Thread.class : task.getClass();
  }

  /**
   * The JDK's classes that run what applications hand them; the JDK's own helpers are of other
   * packages, or, such as the timer of virtual threads, run on a Thread class of their own.
   */
  private static boolean carriesApplicationWork(Class<?> work) {
    // Without a task: it ends at once, and so it may as a greenlet.
    return work == Thread.class
        // Workers of ThreadPoolExecutor, FutureTask, asynchronous CompletableFuture. Not a Thread
        // class: the pools' own scheduler of delays parks in a way that holds its carrier.
        || (work.getPackageName().equals("java.util.concurrent")
            && !Thread.class.isAssignableFrom(work))
        // java.util.TimerThread.
        || work.getPackageName().equals("java.util");
  }
}
