package io.greenlet.internal;

import io.greenlet.GreenletError;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is to be told of which signal. All may be called from any thread, and is told on a thread of
 * the JDK.
 *
 * <p>{@code sun.misc.Signal} is the only door to signals that the JDK has, in a module that nothing
 * else here needs. It is named at run time only: javac warns of it, which no annotation hides, and
 * a program without that module can do without signals.
 */
public final class OsSignals {
  /** Those told of one signal, and who handled it before them. Guarded by the class. */
  private record Handled(Set<Runnable> told, Object previous) {}

  private static final Map<String, Handled> HANDLED = new HashMap<>();

  private OsSignals() {}

  /**
   * Tells of a signal from now on.
   *
   * @param name as in {@code TERM}
   * @param told one that is not told yet; must not block
   * @throws IllegalArgumentException if the system has no such signal, or the JVM keeps it
   */
  public static synchronized void add(String name, Runnable told) {
    Handled handled = HANDLED.get(name);
    if (handled == null) {
      Object previous = Door.handle(name, Door.handler(() -> tell(name)));
      handled = new Handled(new LinkedHashSet<>(), previous);
      HANDLED.put(name, handled);
    }
    handled.told.add(told);
  }

  /** Tells no more; who handled the signal before does so again when nobody is left. */
  public static synchronized void remove(String name, Runnable told) {
    Handled handled = HANDLED.get(name);
    if (handled != null && handled.told.remove(told) && handled.told.isEmpty()) {
      HANDLED.remove(name);
      Door.handle(name, handled.previous);
    }
  }

  private static void tell(String name) {
    toldOf(name).forEach(Runnable::run);
  }

  private static synchronized List<Runnable> toldOf(String name) {
    Handled handled = HANDLED.get(name);
    return handled == null ? List.of() : List.copyOf(handled.told);
  }

  /** Whether somebody would be told of something, so that not all is over. */
  static synchronized boolean isAnyHandled() {
    return !HANDLED.isEmpty();
  }

  /** What is used of {@code sun.misc.Signal}. */
  private static final class Door {
    private static final Class<?> HANDLER;
    private static final MethodHandle SIGNAL;
    private static final MethodHandle HANDLE;

    static {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        HANDLER = Class.forName("sun.misc.SignalHandler");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        SIGNAL =
            lookup
                .findConstructor(signal, MethodType.methodType(void.class, String.class))
                .asType(MethodType.methodType(Object.class, String.class));
        HANDLE =
            lookup
                .findStatic(signal, "handle", MethodType.methodType(HANDLER, signal, HANDLER))
                .asType(MethodType.methodType(Object.class, Object.class, Object.class));
      } catch (ReflectiveOperationException e) {
        throw new GreenletError(
            "signals need sun.misc.Signal of the module jdk.unsupported, which this JVM runs"
                + " without; start it with --add-modules jdk.unsupported",
            e);
      }
    }

    private Door() {}

    static Object handler(Runnable told) {
      try {
        MethodHandle run =
            MethodHandles.lookup()
                .bind(told, "run", MethodType.methodType(void.class))
                .asType(MethodType.methodType(void.class));
        Class<?> signal = Class.forName("sun.misc.Signal");
        return MethodHandleProxies.asInterfaceInstance(
            HANDLER, MethodHandles.dropArguments(run, 0, signal));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("Runnable has no run", e);
      }
    }

    static Object handle(String name, Object handler) {
      try {
        return (Object) HANDLE.invokeExact((Object) SIGNAL.invokeExact(name), handler);
      } catch (Throwable t) {
        throw Sneaky.rethrow(t);
      }
    }
  }
}
