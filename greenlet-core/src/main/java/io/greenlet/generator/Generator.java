package io.greenlet.generator;

import io.greenlet.GreenletError;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A body that runs when it is asked for a value, yields one, and stands still until the next is
 * asked for; to ask switches greenlets. Python's generator.
 *
 * <pre>{@code
 * Generator<Integer, Void, String> countdown = Generator.of(y -> {
 *   for (int i = 3; i > 0; i--) {
 *     y.yield(i);
 *   }
 *   return "go";
 * });
 * for (int i : countdown) {
 *   System.out.println(i);
 * }
 * System.out.println(countdown.result());
 * }</pre>
 *
 * <p>The body is a greenlet of its own, made with the first question: it may sleep, read a socket
 * or wait for a lock, and then other greenlets run while whoever asked waits. So an asynchronous
 * generator is this same class. To whoever asks, the body is like a call: a kill or a timeout that
 * comes while it runs is thrown in the body, and comes out of it. It has its own thread locals and
 * locks, though, and an interrupt of the asking thread stays pending until the body has answered.
 *
 * <p>A generator that is dropped before its end is garbage and is collected, its {@code finally}
 * blocks unrun; where they matter, use try-with-resources or {@link #close()}. One that was never
 * asked holds no greenlet. Closing a hub does not close its generators.
 *
 * <p>Thread rule: the greenlets of one hub may share a generator, one asking at a time. It belongs
 * to the hub that first asks it.
 *
 * @param <Y> what it yields
 * @param <S> what is sent to it
 * @param <R> what it returns in the end
 */
@SuppressWarnings("IterableAndIterator") // it can be iterated once, and is named in a for loop
public final class Generator<Y, S, R> implements Iterator<Y>, Iterable<Y>, AutoCloseable {
  /**
   * What a generator runs.
   *
   * @param <Y> what it yields
   * @param <S> what is sent to it
   * @param <R> what it returns in the end
   */
  @FunctionalInterface
  public interface Body<Y, S, R> {
    /**
     * Runs the generator; it may switch, and does with each yield.
     *
     * @param y yields
     * @return the result; may be null
     * @throws Exception any; it goes to whoever has asked
     */
    R run(Yielder<Y, S> y) throws Exception;
  }

  private final Engine engine;

  /**
   * Whether {@link #hasNext} has asked already, and nobody has taken the value. On its hub only.
   */
  private boolean ahead;

  private Generator(Body<Y, S, R> body) {
    this.engine = new Engine(body);
  }

  /**
   * Makes a generator; does not switch or run the body.
   *
   * @param <Y> what it yields
   * @param <S> what is sent to it
   * @param <R> what it returns in the end
   * @param body what to run; not null
   * @return the generator
   */
  public static <Y, S, R> Generator<Y, S, R> of(Body<Y, S, R> body) {
    return new Generator<>(Objects.requireNonNull(body, "body"));
  }

  // -- asking

  /**
   * Tells whether there is a next value; switches to the body, which runs until it yields one.
   *
   * @return whether {@link #next} has a value to return
   * @throws GreenletError as {@link #next}; what the body throws is thrown here
   */
  @Override
  public boolean hasNext() {
    if (!isAhead()) {
      ahead = !engine.isEnded() && engine.advance(null, null);
    }
    return ahead;
  }

  /** Whether a value waits to be taken, which only the generator's own hub may do. */
  private boolean isAhead() {
    if (ahead) {
      engine.ensureSameHub(Strand.current());
    }
    return ahead;
  }

  /**
   * Returns the next value; switches to the body, which runs until it yields one. What the body
   * throws is thrown here, the same object, checked exceptions included, but for a {@link
   * NoSuchElementException}, which would look like the end, and is thrown as the cause of a {@link
   * GreenletError}. Python: {@code next(g)}.
   *
   * @return the value; may be null
   * @throws NoSuchElementException if the body has ended
   * @throws GreenletError if the generator is executing already, or belongs to another hub
   */
  @Override
  public Y next() {
    if (!isAhead()) {
      return advance(null, null);
    }
    ahead = false;
    return takeValue();
  }

  /**
   * Sends a value to the body, where the pending {@code yield} returns it, and returns the next
   * value; switches to the body. Python: {@code g.send(value)}.
   *
   * @param value what to send; null if the body has not started, for then nothing waits for it
   * @return the next value
   * @throws NoSuchElementException if the body has ended
   * @throws GreenletError as {@link #next}; or if something is sent to a body that has not started;
   *     or if {@link #hasNext} has asked for the next value already and nobody has taken it
   */
  public Y send(@Nullable S value) {
    ensureNotAhead("send");
    if (value != null && engine.isNew()) {
      throw new GreenletError(
          "cannot send "
              + value
              + ": the body has not started, so no yield waits for it; call next() or send(null)"
              + " first");
    }
    return advance(value, null);
  }

  /**
   * Throws into the body, where the pending {@code yield} throws it, and returns the next value;
   * switches to the body. If the body has not started, it ends without running and what is thrown
   * is thrown here, as it is if the body has ended. Python: {@code g.throw(e)}.
   *
   * @param t what to throw; not null
   * @return the next value, if the body goes on to yield one
   * @throws NoSuchElementException if the body catches it and ends
   * @throws GreenletError as {@link #send}
   */
  public Y throwIn(Throwable t) {
    Objects.requireNonNull(t, "nothing to throw in: t is null");
    ensureNotAhead("throwIn");
    return advance(null, t);
  }

  /**
   * Ends the body by a {@link GeneratorExit} where it yields, and waits, switching to others, until
   * its {@code finally} blocks have run. A body that has not started never runs. Does nothing if it
   * has ended. What the body throws in place of the exit is thrown here. Python: {@code g.close()}.
   *
   * @throws GreenletError if the body goes on to yield, in which it gets the same error; or as
   *     {@link #next}
   */
  @Override
  public void close() {
    engine.close();
    ahead = false;
  }

  private Y advance(@Nullable Object sent, @Nullable Throwable thrown) {
    if (!engine.advance(sent, thrown)) {
      throw new NoSuchElementException(engine + " has no more values");
    }
    return takeValue();
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the body yields only Ys, null where Y allows it
  private Y takeValue() {
    return (Y) engine.takeValue();
  }

  private void ensureNotAhead(String call) {
    if (isAhead()) {
      throw new GreenletError(
          "cannot "
              + call
              + ": hasNext() has run the body on to its next yield already; take that value by"
              + " next() first");
    }
  }

  // -- facts

  /**
   * Returns what the body returned; does not switch. Python: {@code StopIteration.value}.
   *
   * @return the result; null before the end, and if the body was closed or failed
   */
  @SuppressWarnings("unchecked")
  public @Nullable R result() {
    return (R) engine.result();
  }

  /**
   * Returns this, for use in a {@code for} loop; does not switch. A generator can be iterated once.
   *
   * @return this
   */
  @Override
  public Iterator<Y> iterator() {
    return this;
  }

  /**
   * Returns a sequential stream of the values that are left; does not switch, but its terminal
   * operation does. To close the stream closes the generator.
   *
   * @return a new stream
   */
  public Stream<Y> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
        .onClose(this::close);
  }

  @Override
  public String toString() {
    return engine.toString();
  }

  Engine engine() {
    return engine;
  }
}
