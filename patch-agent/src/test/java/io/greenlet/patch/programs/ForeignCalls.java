package io.greenlet.patch.programs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;

/** Calls of native functions, and by them, in each form; while they last, others go on. */
@SuppressWarnings("restricted")
public final class ForeignCalls {
  private static final int LONG_MILLIS = 100;

  private static final SynchronousQueue<String> HANDED = new SynchronousQueue<>();

  private static final CountDownLatch OTHERS_RUN = new CountDownLatch(1);
  private static final MethodHandle POLL = Libc.link("poll", Libc.POLL);

  private ForeignCalls() {}

  public static void main(String[] args) throws Throwable {
    byAddress();
    errno();
    variadic();
    structure();
    closedArena();
    nested();
    foreignThread();
  }

  /** With the address bound, and given with each call; both exactly, and with any arguments. */
  private static void byAddress() throws Throwable {
    try (Ticks ticks = Ticks.start()) {
      Libc.poll(POLL, LONG_MILLIS);
      System.out.println("others go on beside poll: " + ticks.many());
    }
    MethodHandle unbound = Libc.LINKER.downcallHandle(Libc.POLL);
    System.out.println("type: " + unbound.type() + ", bound: " + POLL.type());
    MemorySegment poll = Libc.address("poll");
    try (Ticks ticks = Ticks.start()) {
      int ready = (int) unbound.invokeExact(poll, MemorySegment.NULL, 0L, LONG_MILLIS);
      System.out.println("others go on beside poll by its address: " + ticks.many() + " " + ready);
    }
    System.out.println(
        "with arguments: " + unbound.invokeWithArguments(poll, MemorySegment.NULL, 0L, 1));
  }

  /** What the call leaves in a thread's variable, though others have run on other threads. */
  private static void errno() throws Throwable {
    StructLayout state = Linker.Option.captureStateLayout();
    MethodHandle poll = Libc.link("poll", Libc.POLL, Linker.Option.captureCallState("errno"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment captured = arena.allocate(state);
      int answer = (int) poll.invokeExact(captured, MemorySegment.NULL, 1L << 30, 0);
      long offset = state.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
      System.out.println("errno: " + answer + " " + captured.get(JAVA_INT, offset));
    }
  }

  private static void variadic() throws Throwable {
    MethodHandle print =
        Libc.link(
            "snprintf",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(3));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(20);
      int length = (int) print.invokeExact(text, 20L, arena.allocateFrom("say %d"), 42);
      System.out.println("variadic: " + text.getString(0) + ", " + length);
    }
  }

  /** The program's own code allocates the result, in the midst of the call, and may wait there. */
  private static void structure() throws Throwable {
    StructLayout pair = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);
    MethodHandle divide = Libc.link("ldiv", FunctionDescriptor.of(pair, JAVA_LONG, JAVA_LONG));
    try (Arena arena = Arena.ofConfined();
        Ticks ticks = Ticks.start()) {
      SegmentAllocator slow =
          (size, alignment) -> {
            ticks.await();
            return arena.allocate(size, alignment);
          };
      MemorySegment result = (MemorySegment) divide.invokeExact(slow, 17L, 5L);
      System.out.println(
          "structure: " + result.get(JAVA_LONG, 0) + ", " + result.get(JAVA_LONG, 8));
    }
  }

  /** The call is not made. */
  private static void closedArena() throws Throwable {
    MethodHandle length = Libc.link("strlen", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    MemorySegment text;
    try (Arena arena = Arena.ofConfined()) {
      text = arena.allocateFrom("text");
      System.out.println("length: " + (long) length.invokeExact(text));
    }
    try {
      System.out.println((long) length.invokeExact(text));
    } catch (IllegalStateException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  /** Functions that call back, where another function is called that calls back. */
  private static void nested() throws InterruptedException {
    Thread other =
        new Thread(() -> {
          try {
            System.out.println("handed: " + HANDED.take());
            OTHERS_RUN.countDown();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    other.start();
    Sort.sort(Libc.method(MethodHandles.lookup(), "compareOutside", Libc.COMPARATOR));
    other.join();
  }

  private static int compareOutside(MemorySegment one, MemorySegment two) {
    Libc.poll(POLL, 5);
    Sort.sort(Libc.method(MethodHandles.lookup(), "compareInside", Libc.COMPARATOR));
    return 0;
  }

  /** Waits for another thread of the hub, called back by native code. */
  private static int compareInside(MemorySegment one, MemorySegment two) {
    try {
      Libc.poll(POLL, 5);
      HANDED.put("from inside");
      OTHERS_RUN.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return 0;
  }

  /** A thread of the system's, which Java learns of when it calls back. */
  private static void foreignThread() throws Throwable {
    MethodHandle create =
        Libc.link(
            "pthread_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    MethodHandle join =
        Libc.link("pthread_join", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));
    FunctionDescriptor body = FunctionDescriptor.of(ADDRESS, ADDRESS);
    try (Arena arena = Arena.ofShared()) {
      MethodHandle run = Libc.method(MethodHandles.lookup(), "foreignBody", body);
      MemorySegment stub = Libc.LINKER.upcallStub(run, body, arena);
      MemorySegment number = arena.allocate(JAVA_LONG);
      MemorySegment nothing = MemorySegment.NULL;
      int created = (int) create.invokeExact(number, nothing, stub, nothing);
      Thread taker = new Thread(ForeignCalls::take);
      taker.start();
      int joined = (int) join.invokeExact(number.get(JAVA_LONG, 0), nothing);
      taker.join();
      System.out.println("foreign thread: " + created + " " + joined);
    }
  }

  private static MemorySegment foreignBody(MemorySegment argument) {
    try {
      Libc.poll(POLL, 5);
      HANDED.put(
          "from " + (Thread.currentThread().isVirtual() ? "virtual" : "foreign") + " thread");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return argument;
  }

  private static void take() {
    try {
      System.out.println("taken: " + HANDED.take());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
