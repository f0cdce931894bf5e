package io.greenlet.patch.programs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Functions of the C library, linked by {@code java.lang.foreign}. */
@SuppressWarnings("restricted")
final class Libc {
  static final Linker LINKER = Linker.nativeLinker();

  /** Of {@code poll}. */
  static final FunctionDescriptor POLL =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  /** Of what {@code qsort} calls back. */
  static final FunctionDescriptor COMPARATOR = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);

  private Libc() {}

  /** Linked anew each time, though the linker may have the handle ready. */
  static MethodHandle link(String name, FunctionDescriptor function, Linker.Option... options) {
    return LINKER.downcallHandle(address(name), function, options);
  }

  static MemorySegment address(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /** Waits for no descriptor. */
  static void poll(MethodHandle poll, int millis) {
    try {
      int ready = (int) poll.invokeExact(MemorySegment.NULL, 0L, millis);
      if (ready != 0) {
        throw new AssertionError("poll of nothing answered " + ready);
      }
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  /** The method of a class that native code is to call back. */
  static MethodHandle method(MethodHandles.Lookup in, String name, FunctionDescriptor function) {
    MethodType type = function.toMethodType();
    try {
      return in.findStatic(in.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
