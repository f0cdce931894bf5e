package io.greenlet.internal;

import io.greenlet.GreenletError;
import java.util.concurrent.Callable;

/**
 * A strand that answers: whoever asks is suspended, and the body runs until it answers or ends.
 * What a generator is inside.
 *
 * <p>Asking and answering are explicit switches. While the body waits for something else, a timer
 * or a socket, the hub runs others, and the asker stays switched out. To the asker the body is like
 * a call: whatever is thrown into the asker meanwhile, a kill or a timeout, is thrown into the body
 * and comes out of it. Between two questions the hub does not know the strand, so that an abandoned
 * one is garbage.
 *
 * <p>Touched only on the hub.
 */
public final class Coroutine {
  /**
   * Who has control.
   *
   * <pre>
   *     IDLE -&gt; ASKED       // ask, in the asker
   *    ASKED -&gt; ANSWERING   // the body goes on
   *    ASKED -&gt; IDLE        // the switch was refused, in the asker
   * ANSWERING -&gt; ANSWERED   // answer or end, in the body
   * ANSWERED -&gt; ANSWERING   // the switch was refused, in the body
   * ANSWERED -&gt; IDLE        // the asker goes on
   * </pre>
   */
  private enum Phase {
    IDLE,
    ASKED,
    ANSWERING,
    ANSWERED
  }

  private final Strand strand;
  private final Callable<?> body;
  private Phase phase = Phase.IDLE;

  /** Who waits for the answer; null where nobody does. */
  private @Nullable Strand asker;

  /** What the body has returned; see {@link Outcome}. Null before its end. */
  private @Nullable Object end;

  private @Nullable Throwable failure;

  /** A coroutine on the hub of the current strand, not started. */
  public Coroutine(Callable<?> body) {
    this.body = body;
    this.strand = new Strand((Callable<?>) this::run, Strand.current());
  }

  /** The hub it runs on. */
  public Loop loop() {
    return strand.loop();
  }

  /** Whether the current strand is the body. */
  public boolean isCurrent() {
    return Strand.currentOrNull() == strand;
  }

  public boolean hasEnded() {
    return end != null;
  }

  /** What the body returned; null before the end and after a failure. */
  public @Nullable Object value() {
    return Outcome.value(end);
  }

  /** What the body threw; null before the end and after a good one. */
  public @Nullable Throwable failure() {
    return failure;
  }

  // -- the side of the asker

  /**
   * Lets the body run until it answers or ends. Called by the current strand, of the same hub,
   * while nobody else asks.
   */
  public void ask(Strand self) {
    self.throwPending();
    asker = self;
    phase = Phase.ASKED;
    Object received = null;
    boolean thrown = false;
    do {
      try {
        received = phase == Phase.ASKED ? enter(self) : waitOn(self, received, thrown);
        thrown = false;
      } catch (Throwable t) {
        if (phase != Phase.ANSWERING) {
          asker = null;
          phase = Phase.IDLE;
          throw t;
        }
        strand.interrupt(t);
        thrown = true;
      }
    } while (phase != Phase.ANSWERED);
    phase = Phase.IDLE;
  }

  private @Nullable Object enter(Strand self) {
    return loop().switches().switchTo(self, strand, null);
  }

  /** Goes on waiting, after something else than the answer has come. */
  private @Nullable Object waitOn(Strand self, @Nullable Object received, boolean thrown) {
    Switches switches = loop().switches();
    if (!thrown) {
      if (strand.is(Strand.State.SWITCHED_OUT)) {
        // The body has switched to others by hand, who have switched back to whom they know.
        return switches.switchTo(self, strand, received);
      }
      strand.interrupt(
          new GreenletError(
              "somebody has switched to "
                  + self
                  + " while it waited for the generator "
                  + strand
                  + ", which is "
                  + strand.describeState()
                  + "; switch only to greenlets that have left by switchTo"));
    }
    return switches.suspend(self);
  }

  // -- the side of the body

  private @Nullable Object run() {
    phase = Phase.ANSWERING;
    strand.setParent(loop().main()); // Not the first asker, which need not live as long.
    AllThreads.remove(strand.thread());
    try {
      end = Outcome.ofValue(body.call());
    } catch (Throwable t) {
      failure = strand.pendingInstead(t);
      end = Outcome.NULL;
    }
    phase = Phase.ANSWERED;
    loop().switches().endInto(strand, takeAsker());
    return null;
  }

  /** Lets the asker go on, and returns with the next question. Called by the body. */
  public void answer() {
    strand.throwPending();
    Strand to = takeAsker();
    Population population = loop().population();
    phase = Phase.ANSWERED;
    population.leavesAlone(strand);
    try {
      loop().switches().switchTo(strand, to, null);
    } catch (Throwable t) {
      if (phase == Phase.ANSWERED) {
        asker = to;
        phase = Phase.ANSWERING;
        population.takesBack(strand);
        throw t;
      }
      strand.pend(new Interruption(t));
    }
    awaitQuestion();
    population.takesBack(strand);
    phase = Phase.ANSWERING;
    strand.throwPending();
  }

  /**
   * Nothing but a question lets the body go on: a kill, or a timeout that the body itself has set,
   * waits for the next one.
   */
  private void awaitQuestion() {
    while (phase != Phase.ASKED) {
      try {
        loop().switches().suspend(strand);
      } catch (Throwable t) {
        strand.pend(new Interruption(t));
      }
    }
  }

  @SuppressWarnings("NullAway") // the body runs only while somebody asks
  private Strand takeAsker() {
    Strand to = asker;
    asker = null;
    return to;
  }

  @Override
  public String toString() {
    return strand.toString();
  }
}
