package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.inThread;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Who is told of what a thread did not catch, and what the stack of a thread looks like. */
final class FailureChecks {
  private FailureChecks() {}

  static void addAll() {
    Identity.add("uncaught exceptions", FailureChecks::handlers);
    Identity.add("stack traces", FailureChecks::stacks);
  }

  private static void run(Thread thread) throws InterruptedException {
    thread.start();
    thread.join();
  }

  private static void fail() {
    throw new IllegalStateException("thrown");
  }

  private static void handlers() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread plain = new Thread(FailureChecks::fail, "plain");
    say("is the group", plain.getUncaughtExceptionHandler() == plain.getThreadGroup());
    run(plain);
    say("at the end", plain.getUncaughtExceptionHandler());
    Thread.setDefaultUncaughtExceptionHandler(
        (t, e) -> say("default", t.getName() + " " + (t == Thread.currentThread())));
    run(new Thread(FailureChecks::fail, "defaulted"));
    ThreadGroup group =
        new ThreadGroup("group") {
          @Override
          public void uncaughtException(Thread t, Throwable e) {
            say("group", t.getName() + " " + (t == Thread.currentThread()) + " " + t.isAlive());
            super.uncaughtException(t, e);
          }
        };
    run(new Thread(group, FailureChecks::fail, "grouped"));
    Thread own = new Thread(group, FailureChecks::fail, "own");
    own.setUncaughtExceptionHandler(
        (t, e) -> say("own", t.getName() + " " + e.getMessage() + " " + t.getState()));
    run(own);
    Thread late =
        new Thread(() -> {
          Thread.currentThread().setUncaughtExceptionHandler((t, e) -> say("late", e));
          throw new StackOverflowError("an error");
        });
    run(late);
    Thread failing = new Thread(FailureChecks::fail, "failing handler");
    failing.setUncaughtExceptionHandler((t, e) -> {
      throw new IllegalArgumentException("by the handler");
    });
    run(failing);
    Thread interrupting = new Thread(FailureChecks::fail, "interrupting");
    interrupting.setUncaughtExceptionHandler((t, e) -> t.interrupt());
    run(interrupting);
    say("interrupted by its handler", interrupting.isInterrupted());
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private static String text(StackTraceElement[] trace) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : trace) {
      text.append("\n    ").append(frame);
    }
    return text.toString();
  }

  private static StackTraceElement[] deep(int depth) {
    return depth == 0 ? Thread.currentThread().getStackTrace() : deep(depth - 1);
  }

  private static void stacks() throws Exception {
    say("unstarted", new Thread().getStackTrace().length);
    say("of main", text(deep(2)));
    Thread noting = new Thread(() -> say("inside", text(deep(2))));
    run(noting);
    say("at the end", noting.getStackTrace().length);
    Object lock = new Object();
    Thread waiting =
        new Thread(() -> {
          synchronized (lock) {
            Threads.failure(lock::wait);
          }
        });
    waiting.start();
    Threads.until(waiting, Thread.State.WAITING);
    say("of one that waits", ownFrames(waiting.getStackTrace()));
    synchronized (lock) {
      lock.notifyAll();
    }
    waiting.join();
    run(
        new Thread(() -> {
          StringWriter text = new StringWriter();
          new IllegalStateException("noted").printStackTrace(new PrintWriter(text, true));
          say("printed", text);
        }));
    Thread.dumpStack();
    say("caused", inThread(() -> text(thrown().getCause().getStackTrace())));
  }

  /** How deep a thread waits in the JDK is the JDK's affair. */
  private static String ownFrames(StackTraceElement[] trace) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : trace) {
      if (frame.getModuleName() == null || frame.getClassName().equals("java.lang.Thread")) {
        text.append("\n    ").append(frame);
      }
    }
    return text.toString();
  }

  private static Exception thrown() {
    try {
      fail();
      throw new AssertionError("not thrown");
    } catch (IllegalStateException e) {
      return new Exception(e);
    }
  }
}
