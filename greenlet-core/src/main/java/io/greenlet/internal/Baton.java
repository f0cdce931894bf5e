package io.greenlet.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to drive a hub: one thread holds it, takes the turns of the loop and runs its strands.
 *
 * <p>A call that cannot be polled, such as the read of a file, blocks the thread that holds it. So
 * a strand announces such a call, a <i>blocking region</i>. A short one costs two atomic writes. If
 * it is long, the {@link Watcher} gives the baton to a spare thread, which runs the other strands;
 * and when the call has ended, its strand goes on only after it has got the baton again, in its
 * turn among all that is ready. So one strand of a hub runs at a time, always.
 *
 * <p>The baton belongs to a thread called home, the plain thread or the {@link Carrier} that the
 * hub was made for: others drive only while home is in a call.
 *
 * <pre>
 *    HELD -&gt; IN_CALL    // enter: the strand that the holder runs begins a call
 * IN_CALL -&gt; HELD       // leave: the call was short
 * IN_CALL -&gt; HELD       // takeOver: it is long; held by a spare from here on
 *    HELD -&gt; HELD       // hand: between two strands, to a thread whose call has ended, or home
 * </pre>
 */
final class Baton {
  private static final VarHandle MOVES;

  static {
    try {
      MOVES = MethodHandles.lookup().findVarHandle(Baton.class, "moves", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** A thread whose call has ended; in the ready queue it stands for the strand that it runs. */
  static final class Returning implements Runnable {
    private final Thread thread;

    /** Whether it holds the baton again. Set by who hands it over. */
    private volatile boolean granted;

    private Returning(Thread thread) {
      this.thread = thread;
    }

    /** Never run: the loop hands the baton to it. */
    @Override
    public void run() {
      throw new AssertionError("a returning thread is not work: " + thread);
    }
  }

  private final Loop loop;

  /** Written before this is shared, and by {@link #moveHome}. */
  private volatile Thread home;

  /**
   * How often the baton went from one state to another: even while held, odd while in a call.
   * Changed by the holder, or, from odd to even, by the watcher.
   */
  private volatile long moves;

  /**
   * Who holds it; null between the watcher's taking it and the spare's first act. Written by who
   * holds it, read by any thread.
   */
  private volatile @Nullable Thread holder;

  /** What {@link #moves} was when the watcher last looked. Touched by the watcher only. */
  private long seen;

  /** Whether the watcher knows of this. Touched by the holder only. */
  private boolean watched;

  /** Whether home waits between two strands for the baton to come back. By the holder only. */
  private boolean homeWaits;

  /** Home's call has ended, and it waits for the baton. Written by home, cleared by the holder. */
  private volatile @Nullable Returning homeReturning;

  Baton(Loop loop, Thread home) {
    this.loop = loop;
    this.home = home;
    this.holder = home;
  }

  Thread home() {
    return home;
  }

  /** Whether the hub's strands see this as their thread now; see {@link #isHeldHere}. */
  @Nullable
  Thread holder() {
    return holder;
  }

  boolean isHeldBy(Thread thread) {
    return holder == thread;
  }

  /** Whether the current thread, or what carries it, drives and is in no call. From any thread. */
  boolean isHeldHere() {
    return holder == VirtualThreads.carrier() && (moves & 1) == 0;
  }

  // -- calls, by the strand that makes them

  /** A call begins that may block. In a call already, it does nothing. */
  void enter() {
    long now = moves;
    if ((now & 1) != 0 || holder != VirtualThreads.carrier()) {
      return;
    }
    moves = now + 1;
    if (!watched) {
      watched = true;
      Watcher.watch(this);
    }
    Watcher.wake();
  }

  /** The call has ended; waits for the baton if it has gone on meanwhile. */
  void leave() {
    long now = moves;
    Thread thread = VirtualThreads.carrier();
    if (holder == thread && ((now & 1) == 0 || MOVES.compareAndSet(this, now, now + 1))) {
      return;
    }
    Returning returning = new Returning(thread);
    if (thread == home) {
      homeReturning = returning;
    }
    loop.submitExternal(returning);
    while (!returning.granted) {
      VirtualThreads.parkCarrier();
    }
    VirtualThreads.showInterruptToCarrier();
  }

  // -- the watcher's part

  /** What the watcher found. */
  enum Look {
    /** No call has begun since the last look. */
    QUIET,
    /** Calls have begun; none has lasted since the last look. */
    BUSY,
    /** A call lasted, and the baton was taken: a spare has to drive. */
    TAKEN
  }

  /** Takes the baton if the call that the watcher saw the last time is still going on. */
  Look look() {
    long now = moves;
    if (now == seen && (now & 1) == 0) {
      return Look.QUIET;
    }
    if (now == seen && MOVES.compareAndSet(this, now, now + 1)) {
      holder = null;
      return Look.TAKEN;
    }
    seen = now;
    return Look.BUSY;
  }

  boolean isOver() {
    return loop.isOver();
  }

  /** The part of a spare, after {@link Look#TAKEN}: drives until somebody else has to. */
  void standIn() {
    holder = Thread.currentThread();
    loop.standIn();
  }

  // -- between two strands, by the holder

  /** Gives the baton to a thread whose call has ended; home waits until it is back. */
  void hand(Returning returning) {
    if (returning.granted) {
      return;
    }
    if (returning == homeReturning) {
      homeReturning = null;
    }
    Thread current = Thread.currentThread();
    homeWaits |= current == home;
    holder = returning.thread;
    returning.granted = true;
    LockSupport.unpark(returning.thread);
    if (current == home) {
      awaitReturn();
    }
  }

  /** Gives the baton back to home if that is waiting for it; false if it is not. */
  boolean handHome() {
    if (!homeWaits) {
      return false;
    }
    homeWaits = false;
    holder = home;
    LockSupport.unpark(home);
    return true;
  }

  /** Home's call has ended; it may be handed the baton out of its turn. Null if it has not. */
  @Nullable
  Returning homeReturning() {
    return homeReturning;
  }

  /** The hub's own thread has ended; the current one, which drives now, takes its place. */
  void moveHome() {
    home = Thread.currentThread();
    holder = home;
  }

  private void awaitReturn() {
    boolean interrupted = false;
    while (holder != home) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      home.interrupt();
    }
  }
}
