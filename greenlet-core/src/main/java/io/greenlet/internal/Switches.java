package io.greenlet.internal;

import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;

/**
 * The explicit switches of one hub. What is in flight, a value or a throwable, is held here and not
 * by the target, so that it cannot be lost with the target.
 *
 * <p>A switch takes two halves. The leaving strand names the next one and yields, while {@link
 * #hold} keeps its continuation out of the ready queue: nothing but another switch can resume it,
 * no stray unpark and no interrupt. The driver then runs {@link #next}, which takes what is in
 * flight as its first act. Touched only on the hub.
 */
public final class Switches {
  /** Told of each explicit switch, in the strand that was switched to. */
  @FunctionalInterface
  public interface Trace {
    void switched(Strand from, Strand to, boolean threw);
  }

  private final Loop loop;

  /** Who runs next instead of the ready queue; cleared by that strand when it runs. */
  private @Nullable Strand next;

  /** Whether a strand is leaving: the JDK's next submission of a continuation is its, and held. */
  private boolean leaving;

  /** The guest that is leaving, whose continuation the hub does not know yet; null for others. */
  private @Nullable Strand leavingGuest;

  private @Nullable Object value;
  private @Nullable Throwable thrown;

  /** Who sent it; known only where there is a trace. */
  private @Nullable Strand from;

  private @Nullable Trace trace;
  private long count;

  Switches(Loop loop) {
    this.loop = loop;
  }

  @Nullable
  Strand next() {
    return next;
  }

  long count() {
    return count;
  }

  public @Nullable Trace trace() {
    return trace;
  }

  public void setTrace(@Nullable Trace trace) {
    this.trace = trace;
  }

  /**
   * Switches from the current strand to another, or, if that is dead, to its nearest live ancestor;
   * answers what is switched back.
   */
  public @Nullable Object switchTo(Strand self, Strand target, @Nullable Object passed) {
    loop.baton().ensureHeld();
    self.throwPending();
    if (target.is(Strand.State.SWITCHED_OUT) && target.loop() == loop) {
      send(self, target, passed, null);
      return leave(self);
    }
    return slowly(self, target, passed, null);
  }

  /** Switches and raises there. */
  public @Nullable Object throwIn(Strand self, Strand target, Throwable raised) {
    loop.baton().ensureHeld();
    self.throwPending();
    return slowly(self, target, null, raised);
  }

  /** Suspends the current strand until somebody switches to it; meanwhile the hub runs others. */
  @Nullable
  Object suspend(Strand self) {
    return leave(self);
  }

  /**
   * Names who goes on when the current strand, which is about to end, has ended: not its parent.
   */
  void endInto(Strand self, Strand heir) {
    send(self, heir, null, null);
  }

  private @Nullable Object slowly(
      Strand self, Strand target, @Nullable Object passed, @Nullable Throwable raised) {
    Strand to = target;
    Object sent = passed;
    Throwable error = raised;
    boolean heirTakes = false;
    ensureSameHub(to);
    while (to != self) {
      switch (to.isDead() ? Strand.State.DEAD : to.state()) {
        case SWITCHED_OUT -> {
          send(self, to, sent, error);
          return leave(self);
        }
        case NEW -> {
          if (to.isScheduled()) {
            throw notSwitchedOut(to);
          }
          if (error == null) {
            send(self, to, sent, null);
            return leave(self);
          }
          if (!heirTakes) {
            ensureHeirTakes(self, to, error);
            heirTakes = true;
          }
          to.end(Outcome.ofThrown(error));
          if (!Strand.isFailure(error)) {
            sent = error;
            error = null;
          }
          to = heir(to);
          ensureSameHub(to);
        }
        case DEAD -> {
          if (error instanceof GreenletExit) {
            return error;
          }
          to = heir(to);
          ensureSameHub(to);
        }
        case SCHEDULED, RUNNING, WAITING, YIELDING -> throw notSwitchedOut(to);
      }
    }
    if (error != null) {
      throw Sneaky.rethrow(error);
    }
    return sent;
  }

  /** Who gets what a dead strand cannot take. */
  @SuppressWarnings("NullAway") // main strands alone have no parent, and this hub's is alive
  private static Strand heir(Strand dead) {
    return dead.parent();
  }

  /** Refuses to end an unstarted strand by a throwable that then could go to nobody. */
  private void ensureHeirTakes(Strand self, Strand unstarted, Throwable error) {
    Strand to = heir(unstarted);
    while (to != self) {
      ensureSameHub(to);
      switch (to.isDead() ? Strand.State.DEAD : to.state()) {
        case SWITCHED_OUT -> {
          return;
        }
        case NEW -> {
          if (to.isScheduled()) {
            throw notSwitchedOut(to);
          }
          if (!Strand.isFailure(error)) {
            return;
          }
          to = heir(to);
        }
        case DEAD -> to = heir(to);
        case SCHEDULED, RUNNING, WAITING, YIELDING -> throw notSwitchedOut(to);
      }
    }
  }

  private void ensureSameHub(Strand target) {
    Loop other = target.loop();
    if (other != loop) {
      throw new GreenletError(
          "cannot switch to "
              + target
              + " from hub "
              + loop.name()
              + ": it belongs to hub "
              + other.name()
              + (other.isOver()
                  ? (other.isClosed() ? ", which is closed" : ", whose thread has ended")
                      + ", so it can never run again"
                  : "; greenlets never move, so let them meet through a java.util.concurrent queue"
                      + " or future"));
    }
  }

  private static GreenletError notSwitchedOut(Strand target) {
    String reason =
        target.isScheduled() && !target.is(Strand.State.WAITING)
            ? "it was started and its hub will run it; use join or get to wait for it"
            : "switchTo would make that call return early; only a greenlet that left by switchTo, or"
                + " was never started, can be switched to";
    return new GreenletError(
        "cannot switch to " + target + ", which is " + target.describeState() + ": " + reason);
  }

  private void send(Strand origin, Strand to, @Nullable Object sent, @Nullable Throwable error) {
    next = to;
    value = sent;
    thrown = error;
    from = trace == null ? null : origin;
    count++;
  }

  /** The leaving half of a switch, and the arriving half once somebody switches back. */
  private @Nullable Object leave(Strand self) {
    try {
      self.become(Strand.State.SWITCHED_OUT);
      if (self.isMain()) {
        driveUntilBack(self);
      } else {
        do {
          yieldHeld(self);
        } while (next != self);
      }
    } catch (Throwable t) {
      stay(self);
      throw t;
    }
    return arrive(self);
  }

  /** Yields while the continuation is held; refuses where there is no yielding. */
  @SuppressWarnings("ThreadPriorityCheck") // yields to a scheduler of ours, which knows who is next
  private void yieldHeld(Strand self) {
    leaving = true;
    leavingGuest = self.isGuest() ? self : null;
    Thread.yield();
    if (leaving) {
      throw pinned(self, next);
    }
  }

  /** Undoes a switch that did not happen, be it for a stack overflow on the way out. */
  private void stay(Strand self) {
    leaving = false;
    leavingGuest = null;
    if (next != self) {
      forget();
    }
    self.become(Strand.State.RUNNING);
  }

  private void driveUntilBack(Strand self) {
    while (next != self) {
      loop.driving().drive();
      if (next != self) {
        self.throwPending();
      }
    }
  }

  private static GreenletError pinned(Strand self, @Nullable Strand target) {
    return new GreenletError(
        "cannot switch from "
            + self
            + " to "
            + target
            + " here: a class initializer or a native method is on the stack of "
            + self
            + ", and the JDK cannot take such a stack off its thread; switch after it has returned");
  }

  /** The first act of a strand that runs for the first time: what was passed to it. */
  @Nullable
  Object arriveFirst(Strand self) {
    if (next == self) {
      return arrive(self);
    }
    return null;
  }

  private @Nullable Object arrive(Strand self) {
    Object received = value;
    Throwable error = thrown;
    Strand origin = from;
    forget();
    self.become(Strand.State.RUNNING);
    if (trace != null) {
      traceArrival(origin, self, error != null);
    }
    if (error != null) {
      throw Sneaky.rethrow(error);
    }
    return received;
  }

  private void forget() {
    next = null;
    value = null;
    thrown = null;
    from = null;
  }

  /** A trace that raises is taken out, and what it raised takes the place of what was in flight. */
  @SuppressWarnings("NullAway") // called where there is a trace, and then send has kept the sender
  private void traceArrival(@Nullable Strand origin, Strand self, boolean threw) {
    Trace called = trace;
    boolean done = false;
    try {
      called.switched(origin, self, threw);
      done = true;
    } finally {
      if (!done) {
        trace = null;
      }
    }
  }

  /** Keeps the continuation of the strand that is leaving; false if none is. */
  boolean hold(Runnable continuation) {
    if (!leaving) {
      return false;
    }
    leaving = false;
    if (leavingGuest != null) {
      leavingGuest.continuation = continuation;
      leavingGuest = null;
    }
    return true;
  }

  /** Makes a switched-out strand run next and raise what is pending for it. */
  void sendPending(Strand to) {
    send(loop.main(), to, null, to.takePending());
  }

  /**
   * Hands the end of a strand to its nearest live ancestor, as that is at this moment. If an
   * ancestor cannot take it, that failure goes on to the next, and in the end to main, the root of
   * all; if none can, it is reported. Does nothing if the strand has {@linkplain #endInto named}
   * who goes on.
   */
  void handOver(Strand ended, @Nullable Object sent, @Nullable Throwable error) {
    if (next != null && next != ended) {
      return;
    }
    Object passed = sent;
    Throwable raised = error;
    for (Strand to = ended.parent(); to != null; to = to.parent()) {
      if (to.loop() != loop) {
        raised = cannotTake(ended, to, raised);
        break;
      }
      switch (to.isDead() ? Strand.State.DEAD : to.state()) {
        case DEAD -> {}
        case SWITCHED_OUT -> {
          send(ended, to, passed, raised);
          return;
        }
        case NEW -> {
          if (raised == null) {
            send(ended, to, passed, null);
            return;
          }
          to.end(Outcome.ofThrown(raised));
          if (!Strand.isFailure(raised)) {
            passed = raised;
            raised = null;
          }
        }
        case SCHEDULED, RUNNING, WAITING, YIELDING -> {
          if (passed instanceof GreenletExit && raised == null) {
            return;
          }
          raised = cannotTake(ended, to, raised);
          passed = null;
        }
      }
    }
    if (raised != null && loop.main().is(Strand.State.SWITCHED_OUT)) {
      send(ended, loop.main(), null, raised);
    } else if (raised != null) {
      loop.failures().report(ended, raised);
    }
  }

  private static GreenletError cannotTake(Strand ended, Strand to, @Nullable Throwable raised) {
    return new GreenletError(
        (raised == null ? "the result of " : "the failure of ")
            + ended
            + " cannot be handed to its parent "
            + to
            + ", which is "
            + to.describeState()
            + "; whoever switched to "
            + ended
            + " should be its parent (setParent)",
        raised);
  }
}
