package io.greenlet.patch;

/**
 * Keeps the JVM alive while a converted thread lives that is not a daemon: the virtual thread that
 * runs it is one.
 *
 * <p>While the main thread is known to live the JVM needs no help. Otherwise a platform thread, not
 * a daemon, lives as long as such threads do.
 */
final class Keeper {
  // All guarded by this.
  private int alive;
  private boolean mainLives;
  @Nullable private Thread thread;

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

  /** The main thread lives, and its end will be told. */
  synchronized void mainStarted() {
    mainLives = true;
  }

  /** The main thread is about to end. */
  synchronized void mainEnded() {
    mainLives = false;
    keep();
  }

  /** The thread that keeps the JVM alive; null if none does. */
  @Nullable
  synchronized Thread thread() {
    return thread;
  }

  private void keep() {
    if (!mainLives && alive > 0 && thread == null) {
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
