package io.greenlet.generator;

import io.greenlet.GreenletError;
import io.greenlet.internal.Nullable;
import java.util.Iterator;

/**
 * How a generator's body hands out values; each method switches to whoever asked for one. To be
 * used in the body, and in all that it calls, and nowhere else.
 *
 * @param <Y> what is yielded
 * @param <S> what is sent back
 */
public final class Yielder<Y, S> {
  private final Engine engine;

  Yielder(Engine engine) {
    this.engine = engine;
  }

  /**
   * Hands out a value and switches to whoever asked; returns when the next one is asked for.
   * Python: {@code sent = yield value}.
   *
   * @param value the value; may be null
   * @return what was {@linkplain Generator#send sent}; null if it was asked for by {@code next}.
   *     What was {@linkplain Generator#throwIn thrown in} is thrown here, the same object, checked
   *     exceptions included
   * @throws GeneratorExit if the generator is closed
   * @throws GreenletError if this is not called by the body of the generator; or if the generator
   *     is being closed, and the body, instead of ending, goes on to yield
   */
  @SuppressWarnings({
    "unchecked", // only Ss are sent
    "NullAway", // null where S allows it
    "NamedLikeContextualKeyword" // Python's name
  })
  public S yield(@Nullable Y value) {
    return (S) engine.handOut(value);
  }

  /**
   * Hands out all values of another generator, switching as {@link #yield}, and returns its result.
   * Whoever asks then asks the other generator directly: what is sent and thrown in goes there, and
   * to close this generator closes that one first. What the other one throws is thrown here. The
   * cost of a value does not grow with the number of generators it is handed through. Python:
   * {@code yield from}.
   *
   * @param <T> what the other one returns
   * @param inner the other generator; not null
   * @return its {@linkplain Generator#result() result}
   * @throws GreenletError as {@link #yield}; or if the other generator is executing, or of another
   *     hub
   */
  @SuppressWarnings("NullAway") // null where T allows it
  public <T> T yieldAll(Generator<? extends Y, ? super S, T> inner) {
    engine.delegateTo(inner.engine());
    return inner.result();
  }

  /**
   * Hands out all values of an iterator, switching as {@link #yield}. If the generator is closed
   * meanwhile, so is the iterator, where it is {@link AutoCloseable}. Python: {@code yield from}.
   *
   * @param values the values; not null
   * @throws GreenletError as {@link #yield}; or if something else than null is sent, for an
   *     iterator takes nothing
   * @throws Exception what closing the iterator threw
   */
  public void yieldAll(Iterator<? extends Y> values) throws Exception {
    try {
      while (values.hasNext()) {
        S sent = this.yield(values.next());
        if (sent != null) {
          throw new GreenletError(
              "cannot send "
                  + sent
                  + ": the generator yields all of an iterator, which takes no values; ask it with"
                  + " next() or send(null)");
        }
      }
    } catch (GeneratorExit e) {
      if (values instanceof AutoCloseable closeable) {
        closeable.close();
      }
      throw e;
    }
  }

  /**
   * Hands out all values of a collection, switching as {@link #yield}; see {@link
   * #yieldAll(Iterator)}.
   *
   * @param values the values; not null
   * @throws Exception what closing the iterator threw
   */
  public void yieldAll(Iterable<? extends Y> values) throws Exception {
    yieldAll(values.iterator());
  }
}
