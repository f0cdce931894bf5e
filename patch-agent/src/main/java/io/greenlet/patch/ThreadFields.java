package io.greenlet.patch;

import io.greenlet.internal.JavaBase;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The private fields of {@code java.lang.Thread} that a conversion touches; nothing else does.
 *
 * <p>Variable handles, and no method handles: the JDK has the code of the former ready, and would
 * spin classes for each shape of the latter.
 *
 * <p>Needs a way into {@code java.lang}, which the installer makes first.
 */
final class ThreadFields {
  // What holder.threadStatus is, by JVM TI: a new thread, one that lives and runs, one that has
  // ended.
  private static final int NEW = 0;
  private static final int RUNNABLE = 0x0001 | 0x0004;
  private static final int TERMINATED = 0x0002;

  private static final VarHandle PARK_BLOCKER;
  private static final VarHandle INHERITABLE;
  private static final VarHandle LOCALS;
  private static final VarHandle INTERRUPTED;
  private static final VarHandle LOADER;
  private static final VarHandle HOLDER;

  // Of what HOLDER has.
  private static final VarHandle TASK;
  private static final VarHandle STACK_SIZE;
  private static final VarHandle STATUS;

  private static final long ID_COUNTER;

  static {
    try {
      MethodHandles.Lookup thread = JavaBase.in(Thread.class);
      PARK_BLOCKER = thread.findVarHandle(Thread.class, "parkBlocker", Object.class);
      Class<?> map = thread.findClass("java.lang.ThreadLocal$ThreadLocalMap");
      INHERITABLE = thread.findVarHandle(Thread.class, "inheritableThreadLocals", map);
      LOCALS = thread.findVarHandle(Thread.class, "threadLocals", map);
      INTERRUPTED = thread.findVarHandle(Thread.class, "interrupted", boolean.class);
      LOADER = thread.findVarHandle(Thread.class, "contextClassLoader", ClassLoader.class);
      Class<?> holder = thread.findClass("java.lang.Thread$FieldHolder");
      HOLDER = thread.findVarHandle(Thread.class, "holder", holder);
      TASK = thread.findVarHandle(holder, "task", Runnable.class);
      STACK_SIZE = thread.findVarHandle(holder, "stackSize", long.class);
      STATUS = thread.findVarHandle(holder, "threadStatus", int.class);
      Class<?> ids = thread.findClass("java.lang.Thread$ThreadIdentifiers");
      ID_COUNTER = (long) thread.findStaticVarHandle(ids, "NEXT_TID_OFFSET", long.class).get();
    } catch (ReflectiveOperationException e) {
      throw new AgentFailure(
          "this JDK lacks a part of java.lang.Thread: " + e.getMessage() + Installer.advice(), e);
    }
  }

  private ThreadFields() {}

  /** Makes the thread that runs a face go by the face's number. */
  static void shareId(Thread face, Thread mounted) {
    GreenletBridge.shareId(face, mounted, ID_COUNTER);
  }

  /** Hangs a face's record on it. */
  static void attach(Thread face, GreenletBridge.Face record) {
    PARK_BLOCKER.setVolatile(face, (Object) record);
  }

  /** Takes the record off, after which the thread object answers for itself. */
  static void detach(Thread face) {
    PARK_BLOCKER.setVolatile(face, (Object) null);
  }

  /** The task that a thread was made with; null if it has none. */
  @Nullable
  static Runnable task(Thread thread) {
    return (Runnable) TASK.get((Object) HOLDER.get(thread));
  }

  /** The stack size that a thread was made with; 0 if it does not care. */
  static long stackSize(Thread thread) {
    return (long) STACK_SIZE.get((Object) HOLDER.get(thread));
  }

  /** From here on the JDK refuses to start the thread. */
  static void begin(Thread face) {
    setStatus(face, RUNNABLE);
  }

  /** Takes {@link #begin} back. */
  static void renew(Thread face) {
    setStatus(face, NEW);
  }

  /** From here on the thread object is that of a thread that has ended, also without the agent. */
  static void terminate(Thread face) {
    setStatus(face, TERMINATED);
  }

  private static void setStatus(Thread face, int status) {
    STATUS.setVolatile((Object) HOLDER.get(face), status);
  }

  /** Moves what the face inherited when it was made to the thread that runs it. */
  static void handOver(Thread face, Thread mounted) {
    move(INHERITABLE, face, mounted);
    copyContextClassLoader(face, mounted);
  }

  /** Moves the thread locals of a thread that has run already, the main thread. */
  static void handOverLocals(Thread face, Thread mounted) {
    move(LOCALS, face, mounted);
  }

  private static void move(VarHandle field, Thread from, Thread to) {
    field.set(to, (Object) field.get(from));
    field.set(from, (Object) null);
  }

  /**
   * Not through the setter, which is woven to do just this, nor the getter, which may be
   * overridden.
   */
  static void copyContextClassLoader(Thread from, Thread to) {
    LOADER.setVolatile(to, (Object) LOADER.getVolatile(from));
  }

  /** The interrupt status in the thread object itself, past what is woven into its getter. */
  static boolean isInterrupted(Thread thread) {
    return (boolean) INTERRUPTED.getVolatile(thread);
  }

  static void setInterrupted(Thread thread, boolean interrupted) {
    INTERRUPTED.setVolatile(thread, interrupted);
  }
}
