package io.greenlet.patch;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.concurrent.Callable;

/**
 * The one class that packages of {@code java.base} are opened to, in a module that holds nothing
 * else: it defines the bridge there, and answers with the look-up by which the agent does the rest.
 *
 * <p>Loader rule: it is loaded by a loader of its own ({@link BridgeLoader}) and names types of
 * {@code java.base} only.
 */
final class Foothold implements Callable<MethodHandles.Lookup> {
  private final byte[][] bridge;

  /**
   * @param bridge the class files of the bridge, each after those that it extends
   */
  Foothold(byte[][] bridge) {
    this.bridge = bridge;
  }

  /**
   * Defines the bridge.
   *
   * @return a look-up to which nothing is closed
   */
  @Override
  public MethodHandles.Lookup call() throws Exception {
    MethodHandles.Lookup lang = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    for (byte[] type : bridge) {
      lang.defineClass(type);
    }
    Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
    trusted.setAccessible(true);
    return (MethodHandles.Lookup) trusted.get(null);
  }
}
