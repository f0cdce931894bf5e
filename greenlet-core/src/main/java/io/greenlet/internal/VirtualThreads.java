package io.greenlet.internal;

import io.greenlet.GreenletError;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * The one place that touches private parts of {@code java.lang}: it makes virtual threads with a
 * scheduler of ours, tells the scheduler and the name of a thread, and copies scoped value
 * bindings.
 *
 * <p>JDK 25 has no public way to give a virtual thread a scheduler. The builder that {@link
 * Thread#ofVirtual} makes has had a field for it since 21, for the JDK's own tests; the Loom
 * project's later builds change it, so nothing else may know.
 *
 * <p>Variable handles, where a method handle would do as well: the JDK has the code of the former
 * ready, and would spin classes for each shape of the latter, which takes longer than all the rest
 * of the core's start.
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
  private static final @Nullable VarHandle BUILDER_SCHEDULER;
  private static final @Nullable VarHandle SCHEDULER;
  private static final @Nullable VarHandle CARRIER;
  private static final @Nullable VarHandle NAME;
  private static final @Nullable VarHandle BLOCKER;
  private static final @Nullable VarHandle BINDINGS;

  /** Why there is no way in; null if there is one. */
  private static final @Nullable ReflectiveOperationException UNAVAILABLE;

  static {
    keepPollersOffHubs();
    VarHandle builderScheduler = null;
    VarHandle scheduler = null;
    VarHandle carrier = null;
    VarHandle name = null;
    VarHandle blocker = null;
    VarHandle bindings = null;
    ReflectiveOperationException unavailable = null;
    try {
      MethodHandles.Lookup thread = JavaBase.in(Thread.class);
      Class<?> builder = thread.findClass("java.lang.ThreadBuilders$VirtualThreadBuilder");
      builderScheduler = JavaBase.in(builder).findVarHandle(builder, "scheduler", Executor.class);
      Class<?> virtualThread = thread.findClass("java.lang.VirtualThread");
      scheduler =
          JavaBase.in(virtualThread).findVarHandle(virtualThread, "scheduler", Executor.class);
      carrier =
          JavaBase.in(virtualThread).findVarHandle(virtualThread, "carrierThread", Thread.class);
      name = thread.findVarHandle(Thread.class, "name", String.class);
      Field nioBlocker = Thread.class.getDeclaredField("nioBlocker"); // of a type closed to us
      blocker = thread.unreflectVarHandle(nioBlocker);
      bindings = thread.findVarHandle(Thread.class, "scopedValueBindings", Object.class);
    } catch (ReflectiveOperationException e) {
      unavailable = e;
    }
    BUILDER_SCHEDULER = builderScheduler;
    SCHEDULER = scheduler;
    CARRIER = carrier;
    NAME = name;
    BLOCKER = blocker;
    BINDINGS = bindings;
    UNAVAILABLE = unavailable;
  }

  /**
   * The JDK's pollers of sockets are virtual threads by default, on the scheduler of who waits for
   * a socket first. That would be one hub, and all sockets of the JVM would stand still while it
   * does. The agent sees to it in another way; who has set the property is obeyed.
   */
  private static void keepPollersOffHubs() {
    String mode = "jdk.pollerMode";
    if (!JavaBase.isGiven() && System.getProperty(mode) == null) {
      System.setProperty(mode, "1"); // platform threads
    }
  }

  /** Scoped values are handed on only where somebody asks for it. */
  private static final class ScopedValues {
    static final MethodHandle CURRENT;

    static {
      try {
        MethodHandles.Lookup lookup = JavaBase.in(ScopedValue.class);
        CURRENT =
            lookup
                .findStatic(
                    ScopedValue.class,
                    "scopedValueBindings",
                    MethodType.methodType(lookup.findClass("java.lang.ScopedValue$Snapshot")))
                .asType(MethodType.methodType(Object.class));
      } catch (ReflectiveOperationException e) {
        throw new GreenletError(lacking(e), e);
      }
    }

    private ScopedValues() {}
  }

  /** What blocks and wakes a platform thread, whatever virtual one it carries; seldom needed. */
  private static final class Parking {
    static final MethodHandle PARK;
    static final MethodHandle SET_INTERRUPT;
    static final MethodHandle CLEAR_INTERRUPT;

    static {
      MethodType nothing = MethodType.methodType(void.class);
      try {
        MethodHandles.Lookup thread = JavaBase.in(Thread.class);
        SET_INTERRUPT = thread.findVirtual(Thread.class, "setInterrupt", nothing);
        CLEAR_INTERRUPT = thread.findVirtual(Thread.class, "clearInterrupt", nothing);
        Class<?> bound = thread.findClass("java.lang.ThreadBuilders$BoundVirtualThread");
        MethodHandles.Lookup lookup = JavaBase.in(bound);
        MethodType made =
            MethodType.methodType(void.class, String.class, int.class, Runnable.class);
        // LockSupport would take the virtual thread off its carrier. This parks what it runs on,
        // and asks no instance who it is.
        PARK =
            lookup
                .findVirtual(bound, "park", nothing)
                .bindTo(
                    lookup.findConstructor(bound, made).invoke((String) null, 0, (Runnable) null));
      } catch (ReflectiveOperationException e) {
        throw new GreenletError(lacking(e), e);
      } catch (Throwable t) {
        throw Sneaky.rethrow(t);
      }
    }

    private Parking() {}
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
    throw new GreenletError(lacking(UNAVAILABLE), UNAVAILABLE);
  }

  private static String lacking(ReflectiveOperationException why) {
    return "this JDK ("
        + Runtime.version()
        + ") lacks a part that greenlets build on: "
        + why.getMessage()
        + "; run with a JDK 25";
  }

  /**
   * A new virtual thread without a name, not started.
   *
   * @param inherits whether it inherits from the current thread as threads do
   */
  @SuppressWarnings("NullAway") // callers have passed ensureWayIn
  static Thread create(Executor scheduler, Runnable task, boolean inherits) {
    Thread.Builder.OfVirtual builder = Thread.ofVirtual().inheritInheritableThreadLocals(inherits);
    BUILDER_SCHEDULER.set(builder, scheduler);
    return builder.unstarted(task);
  }

  /** The scheduler of a virtual thread; null for any other thread. */
  static @Nullable Executor schedulerOf(Thread thread) {
    if (!thread.isVirtual() || SCHEDULER == null) {
      return null;
    }
    return (Executor) SCHEDULER.get(thread);
  }

  /**
   * The name of a thread, empty if it has none. Not {@link Thread#getName}, because under the agent
   * that asks us.
   */
  @SuppressWarnings("NullAway") // whoever has a thread has passed ensureWayIn
  static String nameOf(Thread thread) {
    return (String) NAME.getVolatile(thread);
  }

  /** What an interrupt of a thread would be told to; null for nothing. */
  @SuppressWarnings("NullAway") // whoever has a hub has passed ensureWayIn
  static @Nullable Object blockerOf(Thread thread) {
    return (Object) BLOCKER.get(thread);
  }

  /** Lets a thread that has not started see the scoped values that are bound here and now. */
  @SuppressWarnings("NullAway") // whoever has a thread has passed ensureWayIn
  static void inheritScopedValues(Thread thread) {
    try {
      BINDINGS.set(thread, (Object) ScopedValues.CURRENT.invokeExact());
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }

  /** The platform thread that the current code runs on. */
  @SuppressWarnings("NullAway") // a virtual thread that runs has a carrier
  static Thread carrier() {
    Thread current = Thread.currentThread();
    return current.isVirtual() ? (Thread) CARRIER.get(current) : current;
  }

  /**
   * Parks the platform thread that the current code runs on, until it is unparked or for no reason.
   * An interrupt of the virtual thread does not end this, and is hidden from the carrier until
   * {@link #showInterruptToCarrier}.
   */
  static void parkCarrier() {
    try {
      Parking.PARK.invokeExact();
      Parking.CLEAR_INTERRUPT.invokeExact(carrier());
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }

  /** Looks up what {@link #parkCarrier} needs, where that would be a bad moment for it. */
  static void prepareParking() {
    Objects.requireNonNull(Parking.PARK);
  }

  /** Gives the carrier the interrupt status of the virtual thread that it carries. */
  static void showInterruptToCarrier() {
    if (Thread.currentThread().isInterrupted()) {
      try {
        Parking.SET_INTERRUPT.invokeExact(carrier());
      } catch (Throwable t) {
        throw Sneaky.rethrow(t);
      }
    }
  }
}
