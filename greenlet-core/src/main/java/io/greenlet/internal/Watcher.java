package io.greenlet.internal;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that sees calls which last, and has spare threads drive the hubs meanwhile. One for
 * all hubs; it looks every millisecond while calls are made, and sleeps while none is.
 */
final class Watcher extends Thread {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** After how many looks at which nothing was called it sleeps. */
  private static final int QUIET_LOOKS = 16;

  private static final long SPARE_IDLE_SECONDS = 5;

  private static final Watcher INSTANCE = new Watcher();

  /** The batons of hubs in which a call was ever made. */
  private final CopyOnWriteArrayList<Baton> batons = new CopyOnWriteArrayList<>();

  /** Bounded by the calls that last at a time; each thread ends when it has had nothing to do. */
  private final ThreadPoolExecutor spares =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          SPARE_IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new ThreadFactory() {
            @Override
            public Thread newThread(Runnable worker) {
              return new Spare(worker);
            }
          });

  /** Whether it sleeps until somebody unparks it. */
  private volatile boolean asleep;

  static {
    INSTANCE.start();
  }

  private Watcher() {
    super(null, null, "greenlet-watcher", 0, false);
    setDaemon(true);
  }

  /**
   * Starts it, unless it runs, and loads what a thread that drives may need: if a strand is stuck
   * in the reading of the file that classes come from, none can be loaded, and without a driver it
   * would not go on.
   */
  static void prepare() {
    VirtualThreads.prepareParking();
    load(Baton.Returning.class);
    load(Baton.Look.class);
    load(StuckInside.class);
    load(Spare.class);
    load(OsThreads.class);
    load(Failures.class);
    load(Idling.class);
    load(Descriptors.class);
    prepareLooks();
  }

  /**
   * Looks once, so that the watcher never waits for a class that a strand initialises which waits
   * for what the watcher has to do. Every class for the read of a file is one.
   */
  private static void prepareLooks() {
    String id = OsThreads.currentId();
    if (id != null) {
      OsThreads.switchesIfAsleep(id);
    }
  }

  private static void load(Class<?> type) {
    try {
      Class.forName(type.getName(), true, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Looks after one more baton, until its hub is over. */
  static void watch(Baton baton) {
    INSTANCE.batons.add(baton);
  }

  /** A call has begun. */
  static void wake() {
    if (INSTANCE.asleep) {
      LockSupport.unpark(INSTANCE);
    }
  }

  /** How many spare threads there are. */
  static int spares() {
    return INSTANCE.spares.getPoolSize();
  }

  @Override
  @SuppressWarnings("InfiniteLoopStatement") // a daemon
  public void run() {
    int quiet = 0;
    while (true) {
      if (quiet < QUIET_LOOKS) {
        LockSupport.parkNanos(TICK_NANOS);
        quiet = isQuiet() ? quiet + 1 : 0;
        continue;
      }
      asleep = true;
      // A call that began before that has woken nobody.
      if (isQuiet()) {
        LockSupport.park();
      }
      asleep = false;
      quiet = 0;
    }
  }

  private boolean isQuiet() {
    boolean quiet = true;
    for (Baton baton : batons) {
      switch (baton.look()) {
        case QUIET -> {
          if (baton.isOver()) {
            batons.remove(baton);
          }
        }
        case BUSY -> quiet = false;
        case TAKEN -> {
          quiet = false;
          standIn(baton);
        }
      }
    }
    return quiet;
  }

  /** There is no way back, so a lack of memory for a thread is waited out. */
  private void standIn(Baton baton) {
    boolean started = false;
    while (!started) {
      try {
        spares.execute(baton);
        started = true;
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(TICK_NANOS);
      }
    }
  }

  /** A thread that drives a hub while another is stuck; a class, so that it is known for ours. */
  static final class Spare extends Thread {
    /** The system's number of this thread; null if unknown. Written by it. */
    private volatile @Nullable String osThread;

    Spare(Runnable worker) {
      super(null, worker, "greenlet-spare", Carrier.STACK_BYTES, false);
      setDaemon(true);
    }

    @Nullable
    String osThread() {
      return osThread;
    }

    @Override
    public void run() {
      osThread = OsThreads.currentId();
      super.run();
    }
  }
}
