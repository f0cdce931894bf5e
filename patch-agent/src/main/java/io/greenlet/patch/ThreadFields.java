package io.greenlet.patch;

import io.greenlet.internal.JavaBase;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/**
 * The private fields of {@code java.lang.Thread} that a conversion touches; nothing else does.
 *
 * <p>Needs a way into {@code java.lang}, which the installer makes first.
 */
final class ThreadFields {
  /** What {@code holder.threadStatus} is once a thread has ended, by JVM TI. */
  private static final int TERMINATED = 0x0002;

  private static final VarHandle PARK_BLOCKER;
  private static final MethodHandle TASK;
  private static final MethodHandle STACK_SIZE;
  private static final MethodHandle GET_STATUS;
  private static final MethodHandle SET_STATUS;
  private static final MethodHandle GET_INHERITABLE;
  private static final MethodHandle SET_INHERITABLE;
  private static final MethodHandle GET_LOCALS;
  private static final MethodHandle SET_LOCALS;
  private static final MethodHandle GET_INTERRUPTED;
  private static final MethodHandle SET_INTERRUPTED;
  private static final MethodHandle GET_LOADER;
  private static final MethodHandle SET_LOADER;
  private static final long ID_COUNTER;

  static {
    try {
      MethodHandles.Lookup thread = JavaBase.in(Thread.class);
      PARK_BLOCKER = thread.findVarHandle(Thread.class, "parkBlocker", Object.class);
      Class<?> holderType = thread.findClass("java.lang.Thread$FieldHolder");
      MethodHandle holder = thread.findGetter(Thread.class, "holder", holderType);
      TASK = in(holder, thread.findGetter(holderType, "task", Runnable.class));
      STACK_SIZE = in(holder, thread.findGetter(holderType, "stackSize", long.class));
      GET_STATUS = in(holder, thread.findGetter(holderType, "threadStatus", int.class));
      SET_STATUS = in(holder, thread.findSetter(holderType, "threadStatus", int.class));
      Class<?> map = thread.findClass("java.lang.ThreadLocal$ThreadLocalMap");
      MethodType getter = MethodType.methodType(Object.class, Thread.class);
      MethodType setter = MethodType.methodType(void.class, Thread.class, Object.class);
      String inheritable = "inheritableThreadLocals";
      GET_INHERITABLE = thread.findGetter(Thread.class, inheritable, map).asType(getter);
      SET_INHERITABLE = thread.findSetter(Thread.class, inheritable, map).asType(setter);
      GET_LOCALS = thread.findGetter(Thread.class, "threadLocals", map).asType(getter);
      SET_LOCALS = thread.findSetter(Thread.class, "threadLocals", map).asType(setter);
      GET_INTERRUPTED = thread.findGetter(Thread.class, "interrupted", boolean.class);
      SET_INTERRUPTED = thread.findSetter(Thread.class, "interrupted", boolean.class);
      GET_LOADER = thread.findGetter(Thread.class, "contextClassLoader", ClassLoader.class);
      SET_LOADER = thread.findSetter(Thread.class, "contextClassLoader", ClassLoader.class);
      ID_COUNTER =
          counter(
              thread.findStatic(
                  Thread.class, "getNextThreadIdOffset", MethodType.methodType(long.class)));
    } catch (ReflectiveOperationException e) {
      throw new AgentFailure(
          "this JDK lacks a part of java.lang.Thread: " + e.getMessage() + Installer.advice(), e);
    }
  }

  private ThreadFields() {}

  private static MethodHandle in(MethodHandle holder, MethodHandle field) {
    return MethodHandles.filterArguments(field, 0, holder);
  }

  private static long counter(MethodHandle getter) {
    try {
      return (long) getter.invokeExact();
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Makes the thread that runs a face go by the face's number. */
  static void shareId(Thread face, Thread mounted) {
    GreenletBridge.shareId(face, mounted, ID_COUNTER);
  }

  /** Hangs a face's record on it; false if there is one, or the field is in use. */
  static boolean attach(Thread face, GreenletBridge.Face record) {
    return PARK_BLOCKER.compareAndSet(face, (Object) null, (Object) record);
  }

  /** Takes the record off, after which the thread object answers for itself. */
  static void detach(Thread face) {
    PARK_BLOCKER.setVolatile(face, (Object) null);
  }

  /** The task that a thread was made with; null if it has none. */
  @Nullable
  static Runnable task(Thread thread) {
    try {
      return (Runnable) TASK.invokeExact(thread);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** The stack size that a thread was made with; 0 if it does not care. */
  static long stackSize(Thread thread) {
    try {
      return (long) STACK_SIZE.invokeExact(thread);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Whether the JVM, or {@link #terminate}, says that the thread was ever started. */
  static boolean wasStarted(Thread thread) {
    try {
      return (int) GET_STATUS.invokeExact(thread) != 0;
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** From here on the thread object is that of a thread that has ended, also without the agent. */
  static void terminate(Thread face) {
    try {
      SET_STATUS.invokeExact(face, TERMINATED);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Moves what the face inherited when it was made to the thread that runs it. */
  static void handOver(Thread face, Thread mounted) {
    try {
      Object inherited = (Object) GET_INHERITABLE.invokeExact(face);
      SET_INHERITABLE.invokeExact(mounted, inherited);
      SET_INHERITABLE.invokeExact(face, (Object) null);
      copyContextClassLoader(face, mounted);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Moves the thread locals of a thread that has run already, the main thread. */
  static void handOverLocals(Thread face, Thread mounted) {
    try {
      Object locals = (Object) GET_LOCALS.invokeExact(face);
      SET_LOCALS.invokeExact(mounted, locals);
      SET_LOCALS.invokeExact(face, (Object) null);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /**
   * Not through the setter, which is woven to do just this, nor the getter, which may be
   * overridden.
   */
  static void copyContextClassLoader(Thread from, Thread to) {
    try {
      ClassLoader loader = (ClassLoader) GET_LOADER.invokeExact(from);
      SET_LOADER.invokeExact(to, loader);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** The interrupt status in the thread object itself, past what is woven into its getter. */
  static boolean isInterrupted(Thread thread) {
    try {
      return (boolean) GET_INTERRUPTED.invokeExact(thread);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static void setInterrupted(Thread thread, boolean interrupted) {
    try {
      SET_INTERRUPTED.invokeExact(thread, interrupted);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /** Reading or writing a field of a thread that is not null throws nothing. */
  private static AssertionError impossible(Throwable t) {
    return new AssertionError(t);
  }
}
