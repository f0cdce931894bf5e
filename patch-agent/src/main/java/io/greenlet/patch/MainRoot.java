package io.greenlet.patch;

import io.greenlet.Greenlet;
import io.greenlet.GreenletExit;
import io.greenlet.internal.CoreAccess;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * What the JVM launches instead of the application's main class: runs the real {@code main} on a
 * greenlet whose face is the thread that the JVM calls {@code main}, and waits on that thread.
 * Stack traces are cut here; see the bridge.
 *
 * <p>What {@code main} throws is thrown again on the JVM's own thread, so that the JVM prints it
 * and chooses the exit code.
 */
final class MainRoot implements Callable<Void> {
  // Written by the launcher's thread, which reads it in main.
  @Nullable private static MainRoot prepared;

  private final MainLaunch launch;
  private final Class<?> mainClass;
  private final Thread face = Thread.currentThread();

  // Written by the launcher's thread before the greenlet starts.
  private String[] arguments = {};

  // Written by the greenlet before ended, read by the launcher's thread after it.
  @Nullable private Throwable failure;
  private volatile boolean ended;

  private MainRoot(MainLaunch launch, Class<?> mainClass) {
    this.launch = launch;
    this.mainClass = mainClass;
  }

  /** Says what main is to run; on the thread that will run it. */
  static void prepare(MainLaunch launch, Class<?> mainClass) {
    prepared = new MainRoot(launch, mainClass);
  }

  /**
   * Launched by the JVM.
   *
   * @param arguments the application's
   */
  static void main(String[] arguments) throws Throwable {
    MainRoot root = Objects.requireNonNull(prepared);
    root.arguments = arguments;
    root.run();
  }

  private void run() throws Throwable {
    Conversion conversion = launch.conversion();
    conversion.keeper().mainStarted();
    try {
      // Here, where a class initializer that waits does not hold up the hub.
      Class.forName(mainClass.getName(), true, mainClass.getClassLoader());
      start(conversion);
      while (!ended) {
        // Without a blocker: the record is in its place.
        LockSupport.park();
        // An interrupt is meant for the greenlet, which has got it; here it would end every park.
        Thread.interrupted();
      }
    } finally {
      conversion.keeper().mainEnded();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void start(Conversion conversion) {
    Greenlet<?> greenlet = CoreAccess.get().convert(conversion.hubs().next(), face, this);
    Thread mounted = greenlet.thread();
    ThreadFields.attach(face, new Converted(face, mounted));
    ThreadFields.shareId(face, mounted);
    ThreadFields.handOver(face, mounted);
    ThreadFields.handOverLocals(face, mounted);
    Conversion.catchUp(face, mounted);
    conversion.setMainLives(true);
    greenlet.start();
  }

  @Override
  @Nullable
  public Void call() {
    try {
      MainLaunch.call(mainClass, arguments);
    } catch (GreenletExit exit) {
      // Killed through the core's API: an end, not a failure, and the core wants to know.
      throw exit;
    } catch (Throwable uncaught) {
      failure = uncaught;
    } finally {
      ThreadFields.setInterrupted(face, Thread.currentThread().isInterrupted());
      ThreadFields.detach(face);
      launch.conversion().setMainLives(false);
      ended = true;
      LockSupport.unpark(face);
    }
    return null;
  }
}
