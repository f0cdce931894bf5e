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
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** While hubs work, and no calls are made. */
  static final long SLOW_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** After how many looks at which nothing was called it looks less often. */
  private static final int QUIET_LOOKS = 16;

  /** After how many further looks at which all hubs were asleep it sleeps, too. */
  private static final int IDLE_LOOKS = 25;

  // What it waits for.
  static final int TICK = 0;
  static final int SLOW_TICK = 1;
  static final int WAKE_UP = 2;

  static final long SPARE_IDLE_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private static final Watcher INSTANCE = new Watcher();

  /** The batons of hubs in which a call was ever made. */
  private final CopyOnWriteArrayList<Baton> batons = new CopyOnWriteArrayList<>();

  /** Bounded by the calls that last at a time; each thread ends when it has had nothing to do. */
  private final ThreadPoolExecutor spares =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          SPARE_IDLE_MILLIS,
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          new ThreadFactory() {
            @Override
            public Thread newThread(Runnable worker) {
              return new Spare(worker);
            }
          });

  /** What it waits for; read by whoever has something for it. */
  private volatile int waitsFor = TICK;

  static {
    INSTANCE.start();
  }

  private Watcher() {
    super(null, null, "greenlet-watcher", 0, false);
    setDaemon(true);
  }

  /**
   * Starts it, unless it runs, and has it and a spare do once what they have to do: if a strand
   * keeps a class loader from loading, neither may need a class, or that strand would not go on.
   */
  static void prepare() {
    VirtualThreads.prepareParking();
    load(Baton.Returning.class);
    load(Baton.Look.class);
    load(StuckInside.class);
    load(Failures.class);
    load(Idling.class);
    load(Descriptors.class);
    prepareLooks();
    INSTANCE.spares.execute(
        new Runnable() {
          @Override
          public void run() {
            // Has been started.
          }
        });
  }

  /**
   * Looks once, so that the watcher never waits for a class that a strand initialises which waits
   * for what the watcher has to do. Every class for the read of a file is one.
   */
  private static void prepareLooks() {
    String id = OsThreads.currentId();
    if (id != null) {
      OsThreads.switchesIfAsleep(id);
      OsThreads.mayWaitInJvm(id);
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
  static void callBegins() {
    if (INSTANCE.waitsFor != TICK) {
      LockSupport.unpark(INSTANCE);
    }
  }

  /** A hub has something to do. */
  static void hubIsAwake() {
    if (INSTANCE.waitsFor == WAKE_UP) {
      LockSupport.unpark(INSTANCE);
    }
  }

  /** Has something done that is not worth a thread of its own, and for which nobody waits. */
  static void haveDone(Runnable task) {
    try {
      INSTANCE.spares.execute(task);
    } catch (OutOfMemoryError e) {
      // Nor is it worth waiting for one.
      return;
    }
  }

  /** How many spare threads there are. */
  static int spares() {
    return INSTANCE.spares.getPoolSize();
  }

  /** After how long a spare thread with nothing to do ends. For tests. */
  static void endSparesAfter(long millis) {
    INSTANCE.spares.setKeepAliveTime(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  @SuppressWarnings("InfiniteLoopStatement") // a daemon
  public void run() {
    int quiet = 0;
    int idle = 0;
    while (true) {
      int said = quiet < QUIET_LOOKS ? TICK : idle < IDLE_LOOKS ? SLOW_TICK : WAKE_UP;
      waitsFor = said;
      // What began before that has woken nobody.
      Baton.Look seen = look();
      quiet = seen == Baton.Look.BUSY ? 0 : Math.min(quiet + 1, QUIET_LOOKS);
      idle = seen == Baton.Look.QUIET ? Math.min(idle + 1, IDLE_LOOKS) : 0;
      long pause = pauseNanos(said, seen);
      if (pause > 0) {
        LockSupport.parkNanos(pause);
      } else {
        LockSupport.park();
        idle = 0;
      }
    }
  }

  /**
   * How long to wait after a look; 0 for no limit. Not longer than was said before it: what began
   * since then has woken nobody.
   */
  static long pauseNanos(int said, Baton.Look seen) {
    if (said == TICK || seen == Baton.Look.BUSY) {
      return TICK_NANOS;
    }
    return said == SLOW_TICK || seen != Baton.Look.QUIET ? SLOW_TICK_NANOS : 0;
  }

  /** Looks after all hubs; answers how busy the busiest is. */
  private Baton.Look look() {
    Baton.Look busiest = Baton.Look.QUIET;
    for (Baton baton : batons) {
      switch (baton.look()) {
        case QUIET -> {
          if (baton.isOver()) {
            batons.remove(baton);
          }
        }
        case AWAKE -> busiest = busiest == Baton.Look.BUSY ? busiest : Baton.Look.AWAKE;
        case BUSY -> busiest = Baton.Look.BUSY;
        case TAKEN -> {
          busiest = Baton.Look.BUSY;
          standIn(baton);
        }
      }
    }
    return busiest;
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
