package io.greenlet.patch;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.function.Function;

/**
 * The one class that packages of {@code java.base} are opened to, in a module that holds nothing
 * else: it defines the bridge there, and answers with the look-up by which the agent does the rest.
 *
 * <p>Loader rule: it is loaded by a loader of its own ({@link BridgeLoader}) and names types of
 * {@code java.base} only.
 */
final class Foothold implements Function<byte[][], MethodHandles.Lookup> {
  // Without an argument, as reflection has the code for that ready and would spin a class for one.
  Foothold() {}

  /**
   * Defines the bridge.
   *
   * @param bridge its class files, each after those that it extends
   * @return a look-up to which nothing is closed
   */
  @Override
  public MethodHandles.Lookup apply(byte[][] bridge) {
    try {
      MethodHandles.Lookup lang =
          MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      for (byte[] type : bridge) {
        lang.defineClass(type);
      }
      Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
      trusted.setAccessible(true);
      return (MethodHandles.Lookup) trusted.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
