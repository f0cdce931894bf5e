package io.greenlet.internal;

import io.greenlet.GreenletError;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;

/**
 * What is to be thrown in a strand at its next switch point: kills, and timeouts that have run out,
 * in order; and how the strand gets there. A part of {@link Strand}, and its superclass only so
 * that a strand is one object. Touched only on the strand's hub.
 */
abstract sealed class PendingThrows extends Ending permits Strand {
  private @Nullable Interruption first;

  /** This: there is no other kind. */
  private Strand strand() {
    return (Strand) this;
  }

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

  /**
   * Throws into this strand at its next switch point, and gets it there if it waits. On the hub.
   */
  final void interrupt(Throwable thrown) {
    Strand strand = strand();
    switch (strand.state()) {
      case NEW, SCHEDULED -> {
        if (strand.face() == null) {
          strand.loop().endedUnstarted(strand, thrown);
        } else {
          // A converted thread has things to put in order, so it does run.
          pend(new Interruption(thrown));
        }
      }
      case SWITCHED_OUT -> {
        pend(new Interruption(thrown));
        strand.loop().submit(strand);
      }
      case WAITING, RUNNING -> {
        Interruption added = new Interruption(thrown);
        pend(added);
        if (strand.waitingFor() != null) {
          strand.wake();
        } else if (!runsOn(Thread.currentThread())) {
          added.interrupted = true;
          strand.thread().interrupt();
        }
      }
      case YIELDING -> pend(new Interruption(thrown));
      case DEAD -> {}
    }
  }

  /**
   * Has it thrown by the strand's own hub; if that can never run again, the strand just ends, its
   * {@code finally} blocks unrun.
   */
  private void throwLater(Throwable thrown) {
    ensureKillable();
    Loop target = strand().loop();
    if (!target.isOver()) {
      target.order(() -> interrupt(thrown));
    } else if (!strand().isDead()) {
      strand().end(Outcome.ofThrown(thrown));
    }
  }

  private void ensureKillable() {
    if (strand().isMain()) {
      throw new GreenletError(
          this
              + " is the main greenlet of a plain thread and cannot be killed; interrupt the thread");
    }
  }

  /** Throws into this strand; if it is the current one, here and now. */
  public final void kill(Throwable thrown) {
    if (Strand.currentOrNull() == this) {
      throw Sneaky.rethrow(thrown);
    }
    throwLater(thrown);
  }
}
