package io.greenlet.internal;

import io.greenlet.ThrowingRunnable;
import java.util.function.BiConsumer;

/** The failures of one hub that nobody has caught: each is reported once. */
public final class Failures {
  private final Loop loop;

  /** Null for the standard error stream. Set and read by any thread. */
  private volatile @Nullable BiConsumer<Object, Throwable> handler;

  /** An error of the whole virtual machine, to be raised in the main strand. On the hub only. */
  private @Nullable Throwable fatal;

  Failures(Loop loop) {
    this.loop = loop;
  }

  /** Sets who is told, given the strand; null for the standard error stream. From any thread. */
  public void setHandler(@Nullable BiConsumer<Object, Throwable> handler) {
    this.handler = handler;
  }

  /**
   * Reports a failure, in a strand of its own, since a handler may print, and so wait. It is queued
   * before those who wait for the failed strand, so that it is not overtaken by the end of the
   * program. What concerns the whole virtual machine is raised in the main strand as well.
   */
  public void report(Strand strand, Throwable failure) {
    if (failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError)) {
      fatal = failure;
    }
    if (loop.isOver()) {
      tell(strand, failure);
    } else {
      new Strand((ThrowingRunnable) () -> tell(strand, failure), loop.main()).start(0);
    }
  }

  /** A handler that fails is reported to the standard error stream, too. */
  private void tell(Strand strand, Throwable failure) {
    BiConsumer<Object, Throwable> told = handler;
    if (told == null) {
      print(
          "Exception in greenlet \"" + strand.name() + "\"", failure, SpawnPlaces.describe(strand));
      return;
    }
    try {
      told.accept(strand, failure);
    } catch (Throwable t) {
      if (t != failure) {
        t.addSuppressed(failure);
      }
      print("Exception in the error handler for greenlet \"" + strand.name() + "\"", t);
    }
  }

  static void print(String what, Throwable failure) {
    print(what, failure, "");
  }

  private static void print(String what, Throwable failure, String more) {
    synchronized (System.err) {
      System.err.print(what + " ");
      failure.printStackTrace();
      System.err.print(more);
    }
  }

  boolean isFatal() {
    return fatal != null;
  }

  /** Raises what concerns the whole machine; called by the main strand. */
  void throwFatal() {
    Throwable error = fatal;
    if (error != null) {
      fatal = null;
      throw Sneaky.rethrow(error);
    }
  }

  /** There is no main strand that could take it; it was reported. */
  void forgetFatal() {
    fatal = null;
  }
}
