package io.greenlet.patch;

import io.greenlet.internal.JavaBase;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Ends the JVM for a greenlet that called {@code System.exit}: it runs the hooks and waits for
 * them, for which a greenlet would need a hub that is free.
 */
final class ExitThread implements Runnable {
  private static final MethodHandle EXIT;

  static {
    try {
      // Below Runtime.exit, which has checked and logged the call by now.
      MethodHandles.Lookup lang = JavaBase.in(Thread.class);
      EXIT =
          lang.findStatic(
              lang.findClass("java.lang.Shutdown"),
              "exit",
              MethodType.methodType(void.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new AgentFailure("this JDK lacks java.lang.Shutdown.exit: " + e.getMessage(), e);
    }
  }

  private final int status;

  private ExitThread(int status) {
    this.status = status;
  }

  static void start(int status) {
    PlatformThread.start("greenlet-exit", false, new ExitThread(status));
  }

  @Override
  public void run() {
    try {
      EXIT.invokeExact(status);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }
}
