package io.greenlet.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The JDK's list of all virtual threads, which keeps each from the garbage collector until it has
 * ended.
 *
 * <p>The list is in {@code jdk.internal.vm}. Without an agent that is closed to us, also where
 * {@code java.lang} is open; but a method of {@code java.lang.Module} exports it, and is called
 * only where somebody makes a generator.
 */
final class AllThreads {
  private static final String HOME = "jdk.internal.vm";

  /** Null where the JDK was told not to keep the list. */
  private static final @Nullable MethodHandle REMOVE = findRemove();

  private AllThreads() {}

  private static @Nullable MethodHandle findRemove() {
    try {
      if (!JavaBase.isGiven()) {
        exportHome();
      }
      Class<?> list = Class.forName(HOME + ".ThreadContainers");
      Class<?> container = Class.forName(HOME + ".ThreadContainer");
      MethodHandles.Lookup lookup = JavaBase.isGiven() ? JavaBase.in(list) : MethodHandles.lookup();
      MethodHandle isKept =
          lookup.findStatic(list, "trackAllThreads", MethodType.methodType(boolean.class));
      MethodHandle root = lookup.findStatic(list, "root", MethodType.methodType(container));
      MethodType shape = MethodType.methodType(void.class, Thread.class);
      return (boolean) isKept.invoke()
          ? lookup.findVirtual(container, "remove", shape).bindTo(root.invoke())
          : null;
    } catch (Throwable t) {
      throw new ExceptionInInitializerError(t);
    }
  }

  private static void exportHome() throws Throwable {
    JavaBase.in(Module.class)
        .findVirtual(
            Module.class,
            "implAddExports",
            MethodType.methodType(void.class, String.class, Module.class))
        .invoke(Object.class.getModule(), HOME, AllThreads.class.getModule());
  }

  /**
   * Takes a virtual thread that has started off the list, so that it can be garbage before it ends.
   * Thread dumps of the JDK do not show it then.
   */
  static void remove(Thread thread) {
    MethodHandle remove = REMOVE;
    if (remove == null) {
      return;
    }
    try {
      remove.invokeExact(thread);
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }
}
