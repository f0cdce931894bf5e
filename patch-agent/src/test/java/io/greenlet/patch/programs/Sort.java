package io.greenlet.patch.programs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** The C library's sort, which calls back. */
@SuppressWarnings("restricted")
final class Sort {
  private static final MethodHandle SORT =
      Libc.link("qsort", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));

  private Sort() {}

  /** Sorts two numbers, so that it compares them once. */
  static void sort(MethodHandle comparator) {
    try (Arena arena = Arena.ofConfined()) {
      SORT.invokeExact(
          arena.allocate(16), 2L, 8L, Libc.LINKER.upcallStub(comparator, Libc.COMPARATOR, arena));
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }
}
