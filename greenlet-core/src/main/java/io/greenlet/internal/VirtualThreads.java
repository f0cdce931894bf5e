package io.greenlet.internal;

import io.greenlet.GreenletError;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.concurrent.Executor;

/**
 * The one place that touches private parts of {@code java.lang}: it makes virtual threads with a
 * scheduler of ours, tells the scheduler and the name of a thread, and copies scoped value
 * bindings.
 *
 * <p>JDK 25 has no public way to give a virtual thread a scheduler. {@code
 * ThreadBuilders.newVirtualThread(Executor, String, int, Runnable)} has had this shape since 21;
 * the Loom project's later builds change it, so nothing else may know.
 */
final class VirtualThreads {
  private static final String NO_WAY_IN =
      """
      greenlets need access to the package java.lang of the running JDK, and nothing has given it. \
      Use one of these four ways in:
        1. java -javaagent:patch-agent.jar -jar app.jar   (every thread becomes a greenlet)
        2. java -jar patch-agent.jar -jar app.jar         (the same, without a flag of the JVM)
        3. Monkey.patchAll() as the first line of main    (with patch-agent.jar on the class path)
        4. java --add-opens java.base/java.lang=ALL-UNNAMED, or "Add-Opens: java.base/java.lang" in \
      the manifest of the jar that is launched (library only; with greenlet-core on the module path \
      the target is io.greenlet.core)\
      """;

  // Null only where UNAVAILABLE is not.
  private static final @Nullable MethodHandle NEW_THREAD;
  private static final @Nullable MethodHandle SCHEDULER;
  private static final @Nullable MethodHandle NAME;
  private static final @Nullable MethodHandle BLOCKER;
  private static final @Nullable MethodHandle CURRENT_BINDINGS;
  private static final @Nullable MethodHandle SET_BINDINGS;

  /** Why there is no way in; null if there is one. */
  private static final @Nullable ReflectiveOperationException UNAVAILABLE;

  static {
    MethodHandle newThread = null;
    MethodHandle scheduler = null;
    MethodHandle name = null;
    MethodHandle blocker = null;
    MethodHandle currentBindings = null;
    MethodHandle setBindings = null;
    ReflectiveOperationException unavailable = null;
    try {
      MethodHandles.Lookup lang = JavaBase.in(Thread.class);
      newThread =
          lang.findStatic(
              lang.findClass("java.lang.ThreadBuilders"),
              "newVirtualThread",
              MethodType.methodType(
                  Thread.class, Executor.class, String.class, int.class, Runnable.class));
      scheduler =
          JavaBase.in(lang.findClass("java.lang.VirtualThread"))
              .findGetter(lang.findClass("java.lang.VirtualThread"), "scheduler", Executor.class)
              .asType(MethodType.methodType(Executor.class, Thread.class));
      name = lang.findGetter(Thread.class, "name", String.class);
      Field nioBlocker = Thread.class.getDeclaredField("nioBlocker"); // of a type closed to us
      blocker =
          lang.unreflectGetter(nioBlocker)
              .asType(MethodType.methodType(Object.class, Thread.class));
      currentBindings =
          JavaBase.in(ScopedValue.class)
              .findStatic(
                  ScopedValue.class,
                  "scopedValueBindings",
                  MethodType.methodType(lang.findClass("java.lang.ScopedValue$Snapshot")))
              .asType(MethodType.methodType(Object.class));
      setBindings = lang.findSetter(Thread.class, "scopedValueBindings", Object.class);
    } catch (ReflectiveOperationException e) {
      unavailable = e;
    }
    NEW_THREAD = newThread;
    SCHEDULER = scheduler;
    NAME = name;
    BLOCKER = blocker;
    CURRENT_BINDINGS = currentBindings;
    SET_BINDINGS = setBindings;
    UNAVAILABLE = unavailable;
  }

  private VirtualThreads() {}

  /** Refuses to go on where {@code java.lang} is closed to us, naming the ways in. */
  static void ensureWayIn() {
    if (UNAVAILABLE == null) {
      return;
    }
    if (!JavaBase.isGiven()
        && !Thread.class.getModule().isOpen("java.lang", VirtualThreads.class.getModule())) {
      throw new GreenletError(NO_WAY_IN, UNAVAILABLE);
    }
    throw new GreenletError(
        "this JDK ("
            + Runtime.version()
            + ") lacks a part that greenlets build on: "
            + UNAVAILABLE.getMessage()
            + "; run with a JDK 25",
        UNAVAILABLE);
  }

  /**
   * A new virtual thread without a name, not started, which inherits from the current thread as
   * threads do.
   */
  @SuppressWarnings("NullAway") // callers have passed ensureWayIn
  static Thread create(Executor scheduler, Runnable task) {
    try {
      return (Thread) NEW_THREAD.invokeExact(scheduler, (String) null, 0, task);
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }

  /** The scheduler of a virtual thread; null for any other thread. */
  static @Nullable Executor schedulerOf(Thread thread) {
    if (!thread.isVirtual() || SCHEDULER == null) {
      return null;
    }
    try {
      return (Executor) SCHEDULER.invokeExact(thread);
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }

  /**
   * The name of a thread, empty if it has none. Not {@link Thread#getName}, because under the agent
   * that asks us.
   */
  @SuppressWarnings("NullAway") // whoever has a thread has passed ensureWayIn
  static String nameOf(Thread thread) {
    try {
      return (String) NAME.invokeExact(thread);
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }

  /** What an interrupt of a thread would be told to; null for nothing. */
  @SuppressWarnings("NullAway") // whoever has a hub has passed ensureWayIn
  static @Nullable Object blockerOf(Thread thread) {
    try {
      return (Object) BLOCKER.invokeExact(thread);
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }

  /** Lets a thread that has not started see the scoped values that are bound here and now. */
  @SuppressWarnings("NullAway") // whoever has a thread has passed ensureWayIn
  static void inheritScopedValues(Thread thread) {
    try {
      Object bindings = (Object) CURRENT_BINDINGS.invokeExact();
      SET_BINDINGS.invokeExact(thread, bindings);
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }
}
