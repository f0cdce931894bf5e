package io.greenlet.internal;

import java.util.function.BiConsumer;

/** Reports uncaught failures, once each. */
final class Failures {
  private Failures() {}

  /** Tells the handler, or standard error; a handler that fails is reported there, too. */
  static void report(
      Strand strand, Throwable failure, @Nullable BiConsumer<Object, Throwable> handler) {
    if (handler == null) {
      print("Exception in greenlet \"" + strand.name() + "\"", failure);
      return;
    }
    try {
      handler.accept(strand, failure);
    } catch (Throwable t) {
      if (t != failure) {
        t.addSuppressed(failure);
      }
      print("Exception in the error handler for greenlet \"" + strand.name() + "\"", t);
    }
  }

  static void print(String what, Throwable failure) {
    synchronized (System.err) {
      System.err.print(what + " ");
      failure.printStackTrace();
    }
  }
}
