package io.greenlet.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;

/**
 * How a strand ends, once, and who is told. A part of {@link Strand}, and its superclass only so
 * that a strand is one object. All of it may be used by any thread.
 */
abstract sealed class Ending permits PendingThrows {
  private static final VarHandle LISTENERS;

  static {
    try {
      LISTENERS =
          MethodHandles.lookup().findVarHandle(Ending.class, "listeners", EndListeners.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Null until the end; see {@link Outcome}. */
  private volatile @Nullable Object outcome;

  /** Changed atomically. */
  private volatile @Nullable EndListeners listeners;

  public abstract boolean isDead();

  /** Called when somebody listens, and nobody did. */
  abstract void firstListenerAdded();

  final boolean hasOutcome() {
    return outcome != null;
  }

  /** The value it ended with; null before, and for a failure. */
  public final @Nullable Object value() {
    return Outcome.value(outcome);
  }

  /** The failure it ended with; null before, and for a value. */
  public final @Nullable Throwable exception() {
    return Outcome.exception(outcome);
  }

  /** Where its failure stands among all failures in time; {@link Long#MAX_VALUE} for none. */
  public final long failureOrder() {
    return outcome instanceof Outcome.Failure failure ? failure.order() : Long.MAX_VALUE;
  }

  /** Records the end and tells who asked to know. */
  final void endWith(Object how) {
    outcome = how;
    EndListeners told;
    do {
      told = listeners;
      if (EndListeners.isClosed(told)) {
        return;
      }
    } while (!LISTENERS.compareAndSet(this, told, EndListeners.closed(told)));
    EndListeners.tell(told, (Strand) this);
  }

  /** Adds a listener, to be told on the strand's hub; false if it has ended and will not tell. */
  final boolean addListener(EndListeners.Listener listener) {
    EndListeners known;
    do {
      known = listeners;
      if (EndListeners.isClosed(known) || isDead()) {
        return false;
      }
    } while (!LISTENERS.compareAndSet(this, known, new EndListeners(listener, known)));
    if (known == null) {
      firstListenerAdded();
    }
    return true;
  }

  /** Adds a listener that {@link #findListener} shall find, though the end was told already. */
  final void addTold(EndListeners.Listener listener) {
    EndListeners known;
    do {
      known = listeners;
    } while (!LISTENERS.compareAndSet(this, known, EndListeners.withTold(known, listener)));
  }

  final void removeListener(EndListeners.Listener listener) {
    EndListeners known;
    EndListeners without;
    do {
      known = listeners;
      without = EndListeners.without(known, listener);
    } while (known != without && !LISTENERS.compareAndSet(this, known, without));
  }

  final void removeListeners(Predicate<EndListeners.Listener> gone) {
    EndListeners known;
    do {
      known = listeners;
    } while (!LISTENERS.compareAndSet(this, known, EndListeners.withoutAll(known, gone)));
  }

  final EndListeners.@Nullable Listener findListener(Predicate<EndListeners.Listener> meant) {
    return EndListeners.find(listeners, meant);
  }
}
