package io.greenlet.internal;

import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;

/**
 * What is to be thrown in a strand at its next switch point: kills, and timeouts that have run out,
 * in order. A part of {@link Strand}, and its superclass only so that a strand is one object.
 * Touched only on the strand's hub.
 */
abstract sealed class PendingThrows extends Ending permits Strand {
  private @Nullable Interruption first;

  /** Whether the thread is this strand's. */
  abstract boolean runsOn(Thread thread);

  final boolean hasPending() {
    return first != null;
  }

  final void pend(Interruption added) {
    if (first == null) {
      first = added;
      return;
    }
    Interruption last = first;
    while (last.next != null) {
      last = last.next;
    }
    last.next = added;
  }

  /** A switch point: throws what a kill or a timeout has left for this strand. */
  final void throwPending() {
    if (first != null) {
      throw Sneaky.rethrow(takePending());
    }
  }

  @SuppressWarnings("NullAway") // called only while there is one
  final Throwable takePending() {
    Interruption taken = first;
    first = taken.next;
    clearInterrupt(taken);
    return taken.thrown;
  }

  /**
   * A kill or timeout that interrupted a JDK call stands for the exception by which the JDK call
   * answered.
   */
  final Throwable pendingInstead(Throwable thrown) {
    if (first == null) {
      return thrown;
    }
    boolean byInterrupt =
        thrown instanceof InterruptedException
            || (first.interrupted
                && (thrown instanceof SocketException
                    || thrown instanceof ClosedByInterruptException));
    return byInterrupt ? takePending() : thrown;
  }

  /** Takes an undelivered throwable back; false if it was thrown, or never came. */
  final boolean withdraw(Throwable thrown) {
    for (Interruption before = null, i = first; i != null; before = i, i = i.next) {
      if (i.thrown == thrown) {
        if (before == null) {
          first = i.next;
        } else {
          before.next = i.next;
        }
        clearInterrupt(i);
        return true;
      }
    }
    return false;
  }

  /** The status was a means to get the strand out of a call; it has served. */
  private void clearInterrupt(Interruption gone) {
    if (gone.interrupted && runsOn(Thread.currentThread())) {
      Thread.interrupted();
    }
  }

  final void dropPending() {
    first = null;
  }
}
