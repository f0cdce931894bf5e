package io.greenlet.patch;

/**
 * Keeps the JVM alive while a converted thread lives that is not a daemon: the virtual thread that
 * runs it is one.
 *
 * <p>While the main thread lives the JVM needs no help. After that a platform thread, not a daemon,
 * lives as long as such threads do.
 */
final class Keeper {
  // All guarded by this.
  private int alive;
  private boolean mainEnded;
  @Nullable private Thread thread;

  /**
   * @param mainEnded whether the end of main is not to be waited for, as nobody would tell
   */
  Keeper(boolean mainEnded) {
    this.mainEnded = mainEnded;
  }

  /** A converted thread starts; must come before it can run. */
  synchronized void started(boolean daemon) {
    if (!daemon) {
      alive++;
      keep();
    }
  }

  /** A converted thread has ended; must be its last sign of life. */
  synchronized void ended(boolean daemon) {
    if (!daemon && --alive == 0) {
      notifyAll();
    }
  }

  /** The main thread is about to end. */
  synchronized void mainEnded() {
    mainEnded = true;
    keep();
  }

  /** The thread that keeps the JVM alive; null if none does. */
  @Nullable
  synchronized Thread thread() {
    return thread;
  }

  private void keep() {
    if (mainEnded && alive > 0 && thread == null) {
      thread = PlatformThread.start("greenlet-keeper", false, new Watch());
    }
  }

  private synchronized void watch() {
    while (alive > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Somebody interrupts every thread that he finds; this one has nothing to stop.
      }
    }
    thread = null;
  }

  private final class Watch implements Runnable {
    @Override
    public void run() {
      watch();
    }
  }
}
