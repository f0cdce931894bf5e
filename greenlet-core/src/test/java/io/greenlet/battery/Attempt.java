package io.greenlet.battery;

import io.greenlet.Greenlet;
import io.greenlet.GreenletExit;
import io.greenlet.Greenlets;
import java.util.concurrent.Callable;

/** A thread that tries one operation, and what became of it. */
final class Attempt {
  private final Stage stage;
  private final Callable<?> body;
  private final Stage.End end;

  /** Written by the tried thread, as are the three below. */
  private volatile Thread thread;

  private volatile Greenlet<?> greenlet;
  private volatile boolean left;
  private volatile String outcome = "never ran";

  Attempt(Stage stage, String name, Callable<?> body) {
    this.stage = stage;
    this.body = body;
    this.end = stage.start(name, this::run);
  }

  private void run() {
    greenlet = stage.greenlet();
    outcome = "never ended";
    thread = Thread.currentThread();
    String how;
    try {
      Object result = body.call();
      how = result == null ? "returns" : "returns " + result;
    } catch (GreenletExit e) {
      leave("throws GreenletExit");
      throw e;
    } catch (Throwable t) {
      how = "throws " + t.getClass().getSimpleName();
    }
    leave(how);
    if (greenlet != null) {
      Greenlets.yieldNow(); // A kill that could not end the operation does so here.
    }
  }

  private void leave(String how) {
    outcome = how + (Thread.interrupted() ? ", interrupted" : "");
    left = true;
  }

  Thread thread() {
    return thread;
  }

  Greenlet<?> greenlet() {
    return greenlet;
  }

  String outcome() {
    return outcome;
  }

  /** Whether the operation has ended, whatever the thread does since. */
  boolean hasLeft() {
    return left;
  }

  void join() throws InterruptedException {
    end.await();
  }

  /** Waits until it waits, or has ended. */
  Attempt blocked() {
    while (!left && (thread == null || !(isBlocked(thread) || isSwitchedOut()))) {
      stage.pause();
    }
    return this;
  }

  /** A greenlet that has switched to another one is held back, and not waiting to its thread. */
  private boolean isSwitchedOut() {
    return greenlet != null && greenlet.toString().contains("[switched out");
  }

  private static boolean isBlocked(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case RUNNABLE -> isInACallOfTheSystem(thread.getStackTrace());
      default -> false;
    };
  }

  /** Threads that wait for a descriptor count as running. */
  private static boolean isInACallOfTheSystem(StackTraceElement[] trace) {
    if (trace.length > 0 && trace[0].isNativeMethod() && isOfIo(trace[0].getClassName())) {
      return true;
    }
    for (StackTraceElement frame : trace) {
      String method = frame.getMethodName();
      if (isOfIo(frame.getClassName()) && (method.equals("park") || method.equals("doSelect"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfIo(String className) {
    return className.startsWith("sun.nio.") || className.startsWith("java.io.");
  }
}
