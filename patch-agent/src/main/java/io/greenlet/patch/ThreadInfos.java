package io.greenlet.patch;

import io.greenlet.internal.JavaBase;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What the management beans tell of faces, of which the JVM knows nothing: an array of {@code
 * ThreadInfo}, a class that the agent does not name, as there are JVMs without management.
 *
 * <p>How often and how long a thread has waited, and which monitors it holds, is not known.
 */
final class ThreadInfos {
  private static final MethodHandle NEW;
  private static final MethodHandle ID;

  static {
    try {
      Class<?> info = Class.forName("java.lang.management.ThreadInfo");
      MethodHandles.Lookup lookup = JavaBase.in(info);
      NEW =
          lookup
              .findConstructor(
                  info,
                  MethodType.methodType(
                      void.class,
                      Thread.class,
                      int.class,
                      Object.class,
                      Thread.class,
                      long.class,
                      long.class,
                      long.class,
                      long.class,
                      StackTraceElement[].class))
              .asType(
                  MethodType.methodType(
                      Object.class,
                      Thread.class,
                      int.class,
                      Object.class,
                      Thread.class,
                      long.class,
                      long.class,
                      long.class,
                      long.class,
                      StackTraceElement[].class));
      ID =
          lookup
              .findVirtual(info, "getThreadId", MethodType.methodType(long.class))
              .asType(MethodType.methodType(long.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new AgentFailure("this JDK lacks a part of ThreadInfo: " + e.getMessage(), e);
    }
  }

  private final Thread[] threads;
  private final int depth;

  /**
   * @param threads those that the application knows
   * @param depth how many frames of each stack are wanted
   */
  ThreadInfos(Thread[] threads, int depth) {
    this.threads = threads;
    this.depth = depth;
  }

  /**
   * What was asked for by number, with faces where the JVM knows none, or the thread below main.
   */
  Object[] of(Object[] infos, long[] ids) {
    for (Thread thread : threads) {
      for (int i = 0; i < ids.length; i++) {
        if (ids[i] == thread.threadId() && GreenletBridge.face(thread) != null) {
          infos[i] = info(thread);
        }
      }
    }
    return infos;
  }

  /** What the JVM says of the others, without our own threads, and the faces. */
  Object[] all(Object[] infos) {
    Map<Long, Object> known = new HashMap<>();
    for (Object info : infos) {
      known.put(id(info), info);
    }
    List<Object> all = new ArrayList<>();
    for (Thread thread : threads) {
      Object info =
          GreenletBridge.face(thread) == null ? known.get(thread.threadId()) : info(thread);
      if (info != null) {
        all.add(info);
      }
    }
    Class<?> type = infos.getClass().getComponentType();
    return all.toArray((Object[]) Array.newInstance(type, 0));
  }

  private Object info(Thread face) {
    Thread.State state = face.getState();
    StackTraceElement[] trace = GreenletBridge.dumped(face, depth);
    Object lock = state == Thread.State.BLOCKED ? null : LockSupport.getBlocker(face);
    try {
      return (Object)
          NEW.invokeExact(face, bits(state), lock, (Thread) null, 0L, -1L, 0L, -1L, trace);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private static long id(Object info) {
    try {
      return (long) ID.invokeExact(info);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  /** A state in the numbers of JVM TI. */
  private static int bits(Thread.State state) {
    return switch (state) {
      case NEW -> 0;
      case RUNNABLE -> 0x5;
      case BLOCKED -> 0x401;
      case WAITING -> 0x91;
      case TIMED_WAITING -> 0xa1;
      case TERMINATED -> 0x2;
    };
  }
}
