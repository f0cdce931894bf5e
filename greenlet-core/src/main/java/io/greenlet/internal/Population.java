package io.greenlet.internal;

/** Which strands of a hub live, and how many. Touched only on the hub, but for the counts. */
final class Population {
  /** Those that were started or switched to, and have not ended. */
  private final Strands alive = new Strands();

  /** How many of them were started, waiting for their first run included. */
  private int started;

  /** How many have ever run, and how many of those have ended; read by any thread. */
  private long everRun;

  private long everEnded;

  /** How many are left alone; see {@link #leavesAlone}. Read by any thread. */
  private long leftAlone;

  /** Who waits for an end after which none that was started is left; null for nobody. */
  private @Nullable Waiter lastEnd;

  Strands alive() {
    return alive;
  }

  /** Whether some that were started have not ended. */
  boolean hasStarted() {
    return started > 0;
  }

  long everRun() {
    return everRun;
  }

  /** How many have run, not ended, and not been left alone. */
  long running() {
    return everRun - everEnded - leftAlone;
  }

  /** A strand was started and waits for its first run. */
  void scheduled(Strand strand) {
    alive.add(strand);
    started++;
  }

  /** A strand runs for the first time. */
  void runs(Strand strand) {
    everRun++;
    if (!strand.isScheduled()) {
      alive.add(strand);
    }
  }

  /** A strand that has run ends. */
  void ends(Strand strand) {
    everEnded++;
    alive.remove(strand);
  }

  /**
   * A strand that has run is left alone until {@link #takesBack}: it is not counted, not unwound at
   * the end of the hub, and collected as garbage once nothing else refers to it.
   */
  void leavesAlone(Strand strand) {
    alive.remove(strand);
    leftAlone++;
  }

  /** A strand that was left alone runs again. */
  void takesBack(Strand strand) {
    alive.add(strand);
    leftAlone--;
  }

  /** A strand that was scheduled ends without having run. */
  void endsUnrun(Strand strand) {
    alive.remove(strand);
  }

  /** A strand has ended and told so. */
  void ended(boolean wasStarted) {
    if (wasStarted) {
      started--;
    }
    if (lastEnd != null && started == 0) {
      lastEnd.signal();
    }
  }

  /** Waits until some strand has ended and none that was started is left. */
  void awaitEnds() throws InterruptedException {
    Waiter waiter = new Waiter(1);
    lastEnd = waiter;
    try {
      waiter.await("the end of all its greenlets", Waiter.FOREVER);
    } finally {
      lastEnd = null;
    }
  }
}
