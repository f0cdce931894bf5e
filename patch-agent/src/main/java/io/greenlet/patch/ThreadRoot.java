package io.greenlet.patch;

import io.greenlet.GreenletExit;
import java.util.concurrent.Callable;

/**
 * What the greenlet of a converted thread runs: the thread's {@code run}, and the ceremony that the
 * JVM makes of a thread's end. Stack traces are cut here; see the bridge.
 */
final class ThreadRoot implements Callable<Void> {
  private final Thread face;
  private final Conversion conversion;

  ThreadRoot(Thread face, Conversion conversion) {
    this.face = face;
    this.conversion = conversion;
  }

  @Override
  @Nullable
  @SuppressWarnings("DoNotCall") // This is the one place whose part it is to call run.
  public Void call() {
    try {
      face.run();
    } catch (GreenletExit exit) {
      // Killed through the core's API: an end, not a failure, and the core wants to know.
      throw exit;
    } catch (Throwable uncaught) {
      dispatch(uncaught);
    } finally {
      conversion.ended(face);
    }
    return null;
  }

  /** As the JVM does it, down to the line that it prints about a handler that throws. */
  private void dispatch(Throwable uncaught) {
    try {
      face.getUncaughtExceptionHandler().uncaughtException(face, uncaught);
    } catch (Throwable fromHandler) {
      System.err.println(
          "\nException: "
              + fromHandler.getClass().getName()
              + " thrown from the UncaughtExceptionHandler in thread \""
              + face.getName()
              + "\"");
    }
  }
}
