package io.greenlet.internal;

import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;

/** The end of a hub: waits for what was started, unwinds what is left, and ends. */
final class Closing {
  /**
   * A hub's life.
   *
   * <pre>
   *    OPEN -&gt; CLOSING    // close
   * CLOSING -&gt; OVER       // nothing is left
   *    OVER -&gt; CLOSING    // a carrier was about to end when something came in
   * </pre>
   */
  enum Phase {
    OPEN,
    CLOSING,
    OVER
  }

  private final Loop loop;

  /** Read by any thread. */
  private volatile Phase phase = Phase.OPEN;

  /** Whether what was left has been killed. On the hub only. */
  private boolean unwound;

  Closing(Loop loop) {
    this.loop = loop;
  }

  Phase phase() {
    return phase;
  }

  /** Whether the hub's thread has ended, so that nothing of it can run again. */
  boolean isOver() {
    return phase == Phase.OVER || loop.home().getState() == Thread.State.TERMINATED;
  }

  /** Ends the hub once everything started has ended, and waits for that. From any thread. */
  void close() {
    ensureClosable();
    boolean interrupted = false;
    while (!isOver()) {
      try {
        if (Thread.currentThread() == loop.home()) {
          closeOwn();
        } else {
          loop.order(this::begin);
          loop.home().join();
        }
      } catch (InterruptedException e) {
        interrupted = true;
        loop.order(this::unwind);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void ensureClosable() {
    if (Thread.currentThread() == loop.home()) {
      return;
    }
    if (loop.isOnHub()) {
      throw new GreenletError(
          Strand.current()
              + " cannot close its own hub "
              + loop.name()
              + ": it would wait for its own end");
    }
    if (!(loop.home() instanceof Carrier) && !isOver()) {
      throw new GreenletError(
          "hub "
              + loop.name()
              + " is that of "
              + loop.home()
              + ", and only that thread can close it");
    }
  }

  private void begin() {
    if (phase == Phase.OPEN) {
      phase = Phase.CLOSING;
    }
  }

  /** The hub of the current plain thread: drives it to its end, and parts from the thread. */
  private void closeOwn() throws InterruptedException {
    begin();
    Population population = loop.population();
    while (population.hasStarted()) {
      population.awaitEnds();
    }
    unwind();
    while (!population.alive().isEmpty()) {
      population.awaitEnds();
    }
    phase = Phase.OVER;
    loop.idling().close();
    Loop.partFromPlainThread();
  }

  /** Whether a carrier that has nothing to do shall end; first it unwinds what is left. */
  boolean isDone() {
    if (phase != Phase.CLOSING || loop.population().hasStarted()) {
      return false;
    }
    if (!unwound) {
      unwound = true;
      unwind();
    }
    // A virtual thread that only borrows the hub may still wait for one of these.
    if (!loop.population().alive().isEmpty()
        || !loop.timers().isEmpty()
        || loop.idling().isWaitingForDescriptors()) {
      return false;
    }
    phase = Phase.OVER;
    if (!loop.hasExternalWork()) {
      return true;
    }
    phase = Phase.CLOSING;
    return false;
  }

  private void unwind() {
    loop.population().alive().toList().forEach(s -> s.interrupt(new GreenletExit()));
  }
}
