package io.greenlet.pool;

/**
 * A function that may throw anything, and may switch; what {@code map} and its like apply.
 *
 * @param <A> what it takes
 * @param <T> what it returns
 */
@FunctionalInterface
public interface ThrowingFunction<A, T> {
  /**
   * Applies the function; it may switch.
   *
   * @param input an input
   * @return the result; may be null
   * @throws Exception any
   */
  T apply(A input) throws Exception;
}
