package io.greenlet.internal;

/** What a strand runs: given the first value that was switched in, answers its result. */
@FunctionalInterface
public interface Body {
  /**
   * Runs to the end of the strand's life.
   *
   * @param first the value of the first switch; null for a strand that was scheduled
   */
  @Nullable
  Object run(@Nullable Object first) throws Throwable;

  /** The thread object by which the application knows this strand; null for most. */
  default @Nullable Thread face() {
    return null;
  }
}
