package io.greenlet.generator;

import io.greenlet.GreenletError;
import io.greenlet.internal.Coroutine;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Sneaky;
import io.greenlet.internal.Strand;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * What drives the body of one generator.
 *
 * <p>Where a body yields all of another generator, the engine of that one becomes its {@link
 * #delegate}, and whoever asks resumes the innermost delegate directly: so a value costs one switch
 * there and one back, however many generators it is handed through.
 *
 * <p>Fields are touched only on the generator's hub, where no comment says otherwise.
 */
final class Engine {
  /**
   * A generator's life.
   *
   * <pre>
   *       NEW -&gt; EXECUTING   // asked for the first time
   *       NEW -&gt; ENDED       // closed, or thrown into: never runs
   * EXECUTING -&gt; SUSPENDED   // yields, or yields all of another
   * SUSPENDED -&gt; EXECUTING   // asked, thrown into, closed
   * EXECUTING -&gt; ENDED       // the body has returned or thrown
   * </pre>
   */
  private enum State {
    NEW,
    EXECUTING,
    SUSPENDED,
    ENDED
  }

  private static final VarHandle COROUTINE;

  static {
    try {
      COROUTINE = MethodHandles.lookup().findVarHandle(Engine.class, "coroutine", Coroutine.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Generator.Body<?, ?, ?> body;

  /** Made with the first question, by any thread, atomically. */
  private volatile @Nullable Coroutine coroutine;

  /** Whether it is being asked or closed, itself and not on behalf of one that delegates to it. */
  private boolean asked;

  /** Whether it is being closed, and its body must not yield. */
  private boolean closing;

  private State state = State.NEW;
  private @Nullable Engine delegate;

  /** What the body has yielded last, until it is taken. */
  private @Nullable Object value;

  /** What the pending yield will return, or throw. */
  private @Nullable Object sent;

  private @Nullable Throwable thrown;

  /** What a body was told that yielded while it was being closed. */
  private @Nullable GreenletError refusedYield;

  Engine(Generator.Body<?, ?, ?> body) {
    this.body = body;
  }

  boolean isNew() {
    return state == State.NEW;
  }

  boolean isEnded() {
    return state == State.ENDED;
  }

  /** What the body returned; null before the end, and if it failed. */
  @Nullable
  Object result() {
    Coroutine known = coroutine;
    return known == null ? null : known.value();
  }

  @Nullable
  Object takeValue() {
    Object taken = value;
    value = null;
    return taken;
  }

  // -- the side of whoever asks

  /** Refuses a strand of another hub. */
  void ensureSameHub(Strand self) {
    Coroutine known = coroutine;
    if (known != null && known.loop() != self.loop()) {
      throw new GreenletError(
          self
              + " of hub "
              + self.loop().name()
              + " cannot ask "
              + this
              + ", which runs on hub "
              + known.loop().name()
              + "; greenlets never move, so let that hub put the values into a"
              + " java.util.concurrent queue");
    }
  }

  /** Makes the current strand the one who asks, until {@link #asked} is reset. */
  private Strand enter() {
    Strand self = Strand.current();
    ensureSameHub(self);
    if (asked || state == State.EXECUTING) {
      throw alreadyExecuting();
    }
    asked = true;
    return self;
  }

  private GreenletError alreadyExecuting() {
    return new GreenletError(
        "generator already executing: "
            + Strand.current()
            + " asks "
            + this
            + " while its body works on the answer to another question; one at a time can ask");
  }

  /** Runs to the next value; false if there was none, and throws what the body threw. */
  boolean advance(@Nullable Object toSend, @Nullable Throwable toThrow) {
    Strand self = enter();
    try {
      Engine running = innermost();
      Throwable failure = running.resume(self, toSend, toThrow);
      while (failure != null || running.state != State.SUSPENDED || running.delegate != null) {
        if (failure == null && running.state == State.SUSPENDED) {
          running = running.innermost();
        } else if (running == this) {
          if (failure != null) {
            throw Sneaky.rethrow(failure);
          }
          return false;
        } else {
          running = leaveDelegate(running);
        }
        failure = running.resume(self, null, failure);
      }
      value = running.takeValue();
      return true;
    } finally {
      asked = false;
    }
  }

  private Engine innermost() {
    Engine engine = this;
    while (engine.delegate != null) {
      engine = engine.delegate;
    }
    return engine;
  }

  /** Parts the innermost delegate from whoever delegates to it, which is returned. */
  private Engine leaveDelegate(Engine innermost) {
    Engine engine = this;
    while (engine.delegate != null && engine.delegate != innermost) {
      engine = engine.delegate;
    }
    engine.delegate = null;
    return engine;
  }

  /**
   * Lets the body itself run until it yields, delegates or ends. Answers what it threw, or why it
   * could not be asked; null if neither.
   */
  private @Nullable Throwable resume(
      Strand self, @Nullable Object toSend, @Nullable Throwable toThrow) {
    if (state == State.ENDED || (state == State.NEW && toThrow != null)) {
      state = State.ENDED;
      return toThrow;
    }
    if (state == State.EXECUTING) {
      return alreadyExecuting();
    }
    State before = state;
    try {
      Coroutine asking = coroutine(self);
      sent = toSend;
      thrown = toThrow;
      state = State.EXECUTING;
      asking.ask(self);
      state = asking.hasEnded() ? State.ENDED : State.SUSPENDED;
      return insteadOfLookingLikeTheEnd(asking.failure());
    } catch (Throwable t) {
      if (state == State.EXECUTING) {
        state = before;
      }
      return t;
    }
  }

  private Coroutine coroutine(Strand self) {
    Coroutine known = coroutine;
    if (known == null) {
      Coroutine made = new Coroutine(() -> body.run(new Yielder<>(this)));
      known = (Coroutine) COROUTINE.compareAndExchange(this, null, made);
      known = known == null ? made : known;
    }
    ensureSameHub(self);
    return known;
  }

  private @Nullable Throwable insteadOfLookingLikeTheEnd(@Nullable Throwable failure) {
    return failure instanceof NoSuchElementException
        ? new GreenletError(
            "the body of "
                + this
                + " raised NoSuchElementException, which to whoever asks would look like the end of"
                + " the generator; catch it there, or ask hasNext() first",
            failure)
        : failure;
  }

  /** Ends the body, after that of whom it delegates to. */
  void close() {
    if (state == State.ENDED) {
      return;
    }
    Strand self = enter();
    try {
      Throwable failure = null;
      Engine closed = innermost();
      while (closed != this) {
        failure = closed.closeBody(self, failure);
        closed = leaveDelegate(closed);
      }
      failure = closeBody(self, failure);
      if (failure != null) {
        throw Sneaky.rethrow(failure);
      }
    } finally {
      asked = false;
    }
  }

  /** Ends the body itself; answers what it threw in place of its exit, or why it goes on. */
  private @Nullable Throwable closeBody(Strand self, @Nullable Throwable instead) {
    if (state == State.NEW && instead == null) {
      state = State.ENDED;
      return null;
    }
    closing = true;
    Throwable failure = resume(self, null, instead == null ? new GeneratorExit() : instead);
    closing = false;
    return failure == null || failure instanceof GeneratorExit ? refusedYield : failure;
  }

  // -- the side of the body

  /** Hands a value to whoever asks; answers what is sent back. */
  @Nullable
  Object handOut(@Nullable Object yielded) {
    Coroutine current = ensureMayYield();
    value = yielded;
    return answer(current);
  }

  /** Hands whoever asks on to another engine, until that has ended. */
  void delegateTo(Engine other) {
    Coroutine current = ensureMayYield();
    ensureNotWithin(other);
    delegate = other;
    answer(current);
  }

  private void ensureNotWithin(Engine other) {
    for (Engine engine = other; engine != null; engine = engine.delegate) {
      if (engine == this) {
        throw new GreenletError(
            this + " cannot yield all of " + other + ": it would hand out the values of itself");
      }
    }
  }

  private @Nullable Object answer(Coroutine current) {
    current.answer();
    Object received = sent;
    Throwable raised = thrown;
    sent = null;
    thrown = null;
    if (raised != null) {
      throw Sneaky.rethrow(raised);
    }
    return received;
  }

  private Coroutine ensureMayYield() {
    Coroutine current = coroutine;
    if (current == null || !current.isCurrent()) {
      throw new GreenletError(
          "yield outside of its generator: "
              + Thread.currentThread()
              + " is not the body of "
              + this
              + "; yield in the body, and in what it calls, and pass values from elsewhere through"
              + " a java.util.concurrent queue");
    }
    if (closing) {
      refusedYield =
          new GreenletError(
              "generator ignored GeneratorExit: the body of "
                  + this
                  + " yields while it is being closed; let the exit end it, and yield nothing in its"
                  + " finally blocks");
      throw refusedYield;
    }
    return current;
  }

  @Override
  public String toString() {
    Coroutine known = coroutine;
    return "generator "
        + (known == null ? "" : known + " ")
        + "["
        + (delegate == null ? state.toString().toLowerCase(Locale.ROOT) : "yields all of another")
        + "]";
  }
}
