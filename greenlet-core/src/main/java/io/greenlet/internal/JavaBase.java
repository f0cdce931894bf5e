package io.greenlet.internal;

import java.lang.invoke.MethodHandles;

/**
 * The way into private parts of the JDK: by the look-up that the agent gives, or, without an agent,
 * where the user has opened the package to this module.
 *
 * <p>The agent gives a look-up, instead of opening packages, because on the class path this module
 * is the application's as well: what is opened to it is opened to the application.
 */
public final class JavaBase {
  private static volatile MethodHandles.@Nullable Lookup given;

  private JavaBase() {}

  /**
   * Called by the agent, before it touches anything else of the core.
   *
   * @param trusted a look-up to which nothing is closed
   */
  public static void give(MethodHandles.Lookup trusted) {
    given = trusted;
  }

  /** Whether there is a look-up of the agent's. */
  public static boolean isGiven() {
    return given != null;
  }

  /**
   * A look-up that sees all members of a class.
   *
   * @throws IllegalAccessException if the class's package is closed to us
   */
  public static MethodHandles.Lookup in(Class<?> type) throws IllegalAccessException {
    MethodHandles.Lookup trusted = given;
    return MethodHandles.privateLookupIn(type, trusted == null ? MethodHandles.lookup() : trusted);
  }
}
