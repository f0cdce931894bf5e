package io.greenlet.internal;

/** Throws a throwable as it is, where the signature does not let it out. */
public final class Sneaky {
  private Sneaky() {}

  /**
   * Throws the given throwable; never returns.
   *
   * @return never; the type lets callers write {@code throw Sneaky.rethrow(t)}
   */
  public static RuntimeException rethrow(Throwable t) {
    throw Sneaky.<RuntimeException>unchecked(t);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException unchecked(Throwable t) throws E {
    throw (E) t;
  }
}
