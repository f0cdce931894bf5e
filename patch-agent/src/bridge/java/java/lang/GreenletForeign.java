package java.lang;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.foreign.abi.ABIDescriptor;
import jdk.internal.foreign.abi.CallingSequence;

/**
 * What the agent weaves into {@code java.lang.foreign}: handles of native functions are wrapped as
 * they are made, so that each call is one that blocks, and so that what native code calls back is
 * none. The loader rule of {@link GreenletBridge} holds here, too; nothing here runs before a
 * program makes such a handle.
 */
public final class GreenletForeign {
  private static final MethodHandle BEGIN = find("begin", boolean.class);
  private static final MethodHandle END = find("end", void.class, boolean.class);
  private static final MethodHandle SUSPEND = find("suspend", boolean.class);
  private static final MethodHandle RESUME = find("resume", void.class, boolean.class);

  private GreenletForeign() {}

  private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findStatic(GreenletForeign.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * {@code BindingSpecializer.specializeDowncall}: around the bare handle, so that the code that
   * converts arguments and result, some of which may be the program's, is in no call. A function
   * that was linked as critical is over in no time, and may have objects of the heap in its hands.
   */
  @SuppressWarnings("exports") // called from within the module only
  public static MethodHandle downcall(
      MethodHandle bare, CallingSequence sequence, ABIDescriptor abi) {
    return sequence.needsTransition() ? around(bare, BEGIN, END) : bare;
  }

  /** {@code MethodHandles.exactInvoker} in {@code UpcallLinker}: what all upcalls go through. */
  public static MethodHandle upcallInvoker(MethodType type) {
    return around(MethodHandles.exactInvoker(type), SUSPEND, RESUME);
  }

  /** The same handle, with {@code first} before it, and after it {@code last} with its answer. */
  private static MethodHandle around(MethodHandle handle, MethodHandle first, MethodHandle last) {
    Class<?> result = handle.type().returnType();
    MethodHandle cleanUp =
        result == void.class
            ? last
            : MethodHandles.collectArguments(MethodHandles.identity(result), 1, last);
    return MethodHandles.foldArguments(
        MethodHandles.tryFinally(
            MethodHandles.dropArguments(handle, 0, boolean.class),
            MethodHandles.dropArguments(cleanUp, 0, Throwable.class)),
        first);
  }

  private static boolean begin() {
    return GreenletIo.begin();
  }

  private static void end(boolean begun) {
    if (begun) {
      GreenletIo.end();
    }
  }

  private static boolean suspend() {
    return GreenletIo.suspend();
  }

  private static void resume(boolean suspended) {
    if (suspended) {
      GreenletIo.resume();
    }
  }
}
