package io.greenlet.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to drive a hub: one thread holds it, takes the turns of the loop and runs its strands.
 *
 * <p>A call that cannot be polled, such as the read of a file, blocks the thread that holds it. So
 * a strand announces such a call, a <i>blocking region</i>. A short one costs two atomic writes. If
 * it is long, the {@link Watcher} gives the baton to a spare thread, which runs the other strands;
 * and when the call has ended, its strand goes on only after it has got the baton again, in its
 * turn among all that is ready, or from a spare that begins. So one strand of a hub runs at a time,
 * always.
 *
 * <p>The baton belongs to a thread called home, the plain thread or the {@link Carrier} that the
 * hub was made for: others drive only while home is away in a call.
 *
 * <pre>
 *    HELD -&gt; IN_CALL    // enter: the strand that the holder runs begins a call
 * IN_CALL -&gt; HELD       // leave: the call was short; or the strand is off the thread, waiting
 * IN_CALL -&gt; TAKEN      // look: it is long, says the watcher
 *    HELD -&gt; DOUBTED    // look: the holder may be stuck inside of the JVM, says the watcher
 * DOUBTED -&gt; IN_CALL    // enter: it is not
 * DOUBTED -&gt; HELD       // look, leave, isHeldHere: nor here
 * DOUBTED -&gt; TAKEN      // look: it was asleep since before it was doubted
 *   TAKEN -&gt; HELD       // run: by a spare
 *    HELD -&gt; HELD       // hand: between two strands, to a thread whose call has ended, or home
 * </pre>
 *
 * <p>To take what nobody has announced is a last resort. A strand that needs a class which another
 * one initialises, or the monitor of a class loader, waits inside of the JVM, where nothing can be
 * announced; if it kept the baton, the other one might never get it. When the class is ready, the
 * strand goes on at once, beside whoever runs then, until it next comes to a place where a strand
 * can wait. The doubt comes first so that one who wakes up in the very moment either sees that it
 * has lost the baton, or keeps it: what it next does as the holder begins by ending the doubt.
 */
final class Baton implements Runnable {
  private static final long HELD = 0;
  private static final long IN_CALL = 1;
  private static final long TAKEN = 2;
  private static final long DOUBTED = 3;
  private static final long STATE = 3;
  private static final long ONCE = 4;

  private static final VarHandle MOVES;
  private static final VarHandle AWAY;

  static {
    try {
      MOVES = MethodHandles.lookup().findVarHandle(Baton.class, "moves", long.class);
      AWAY = MethodHandles.lookup().findVarHandle(Baton.class, "away", int.class);
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

  /** The system's number of home; null if unknown. Written by home, read by the watcher. */
  private volatile @Nullable String homeId;

  /**
   * The state, in the lowest bits, and how often it was {@code HELD} anew. Changed by the holder
   * and by the watcher, atomically. Read before {@link #holder}: who finds it held and then himself
   * the holder, is.
   */
  private volatile long moves;

  /**
   * Who holds it; null between the watcher's taking it and the spare's first act. Written by who
   * holds it, read by any thread.
   */
  private volatile @Nullable Thread holder;

  /** What {@link #moves} was when the watcher last looked. Touched by the watcher only. */
  private long seen;

  /** Sees that a holder is stuck inside of the JVM. Touched by the watcher only. */
  private StuckInside stuckInside;

  /** Whether the watcher knows of this. Touched by the holder only. */
  private boolean watched;

  /**
   * How many threads have lost it and not come back: stuck, or waiting to go on. Changed by any.
   */
  private volatile int away;

  /** Whether home waits between two strands for the baton to come back. By the holder only. */
  private boolean homeWaits;

  /** Those who wait for it after a call, in order. Added by themselves, removed by the holder. */
  private final Queue<Returning> returned = new ConcurrentLinkedQueue<>();

  /** What {@link Loop#runs} was when a spare last began with one of them. Touched by the holder. */
  private long runsAtFirst = -1;

  Baton(Loop loop, Thread home) {
    this.loop = loop;
    this.home = home;
    this.holder = home;
    this.stuckInside = new StuckInside(loop);
  }

  /** Lets the watcher look after home, which is the current thread, under the agent. */
  void nameHome() {
    if (JavaBase.isGiven()) {
      homeId = OsThreads.currentId();
      watch();
    }
  }

  /** Nobody looks but the caller, who says what is stuck. For tests, before the first call. */
  void lookByHand(StuckInside stuck) {
    watched = true;
    stuckInside = stuck;
  }

  private void watch() {
    if (!watched) {
      watched = true;
      Watcher.watch(this);
    }
  }

  /** The driver has waited for work, and has some. */
  void driverIsAwake() {
    if (watched) {
      Watcher.hubIsAwake();
    }
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
    while (true) {
      long now = moves;
      if (isLost(now) || (now & STATE) == IN_CALL || holder != VirtualThreads.carrier()) {
        return false;
      }
      if (settle(now)) {
        return true;
      }
    }
  }

  private static boolean isLost(long moves) {
    return (moves & STATE) == TAKEN;
  }

  /** Ends a call or a doubt; false if the watcher was quicker with whatever it did. */
  private boolean settle(long from) {
    return (from & STATE) == HELD || MOVES.compareAndSet(this, from, (from & ~STATE) + ONCE);
  }

  // -- calls, by the strand that makes them

  /** A call begins that may block. In a call already, it does nothing. */
  void enter() {
    long now;
    do {
      now = moves;
      if (isLost(now) || (now & STATE) == IN_CALL || holder != VirtualThreads.carrier()) {
        return;
      }
    } while (!MOVES.compareAndSet(this, now, (now & ~STATE) | IN_CALL));
    watch();
    Watcher.callBegins();
  }

  /** The call has ended; waits for the baton if it has gone on meanwhile. */
  void leave() {
    Thread thread = VirtualThreads.carrier();
    if (endCall(thread)) {
      return;
    }
    Returning returning = askFor(thread);
    while (!returning.granted) {
      VirtualThreads.parkCarrier();
    }
    loop.runs(Thread.currentThread());
    VirtualThreads.showInterruptToCarrier();
  }

  /** Ends the call that goes on, if one does; false if the thread has lost the baton. */
  private boolean endCall(Thread thread) {
    while (true) {
      long now = moves;
      if (isLost(now) || holder != thread) {
        return false;
      }
      if (settle(now)) {
        return true;
      }
    }
  }

  private Returning askFor(Thread thread) {
    Returning returning = new Returning(thread);
    returned.add(returning);
    loop.submitExternal(returning);
    return returning;
  }

  /**
   * A strand has left the current thread, perhaps in the midst of a call, which then has ended.
   * Home waits for the baton if that has gone on; a spare that has lost it has nothing left to do.
   *
   * @return whether the baton was here all the time
   */
  boolean isKept(Thread thread) {
    if (endCall(thread)) {
      return true;
    }
    if (thread == home) {
      askFor(thread);
      awaitHome();
    } else {
      AWAY.getAndAdd(this, -1);
    }
    return false;
  }

  // -- the watcher's part

  /** What the watcher found. */
  enum Look {
    /** No call has begun since the last look. */
    QUIET,
    /** Calls have begun; none has lasted since the last look. */
    BUSY,
    /** No call has begun, but the hub has work, and may be stuck in it. */
    AWAKE,
    /** A call lasted, and the baton was taken: a spare has to drive. */
    TAKEN
  }

  /** Takes the baton if the call that the watcher saw the last time is still going on. */
  Look look() {
    long now = moves;
    boolean same = now == seen;
    seen = now;
    long state = now & STATE;
    if (!same || isLost(now)) {
      return Look.BUSY;
    }
    if (state == IN_CALL) {
      return take(now) ? Look.TAKEN : Look.BUSY;
    }
    boolean stuck = !loop.idling().isAsleep() && stuckInside.look(holderId());
    if (state == DOUBTED) {
      if (stuck && take(now)) {
        return Look.TAKEN;
      }
      settle(now);
      return Look.BUSY;
    }
    if (stuck) {
      seen = now | DOUBTED;
      MOVES.compareAndSet(this, now, seen);
      return Look.BUSY;
    }
    if (loop.idling().isAsleep()) {
      return Look.QUIET;
    }
    return away > 0 ? Look.BUSY : Look.AWAKE;
  }

  private @Nullable String holderId() {
    Thread driving = holder;
    if (driving instanceof Watcher.Spare spare) {
      return spare.osThread();
    }
    return driving == home ? homeId : null;
  }

  private boolean take(long from) {
    if (!MOVES.compareAndSet(this, from, (from & ~STATE) | TAKEN)) {
      return false;
    }
    AWAY.getAndAdd(this, 1);
    holder = null;
    return true;
  }

  boolean isOver() {
    return loop.isOver();
  }

  /** Waits for the baton if the watcher has taken it because the thread was stuck in the JVM. */
  void ensureHeld() {
    if (!isHeldHere()) {
      leave();
    }
  }

  /** The part of a spare, after {@link Look#TAKEN}: drives until somebody else has to. */
  @Override
  public void run() {
    holder = Thread.currentThread();
    moves = (moves & ~STATE) + ONCE;
    loop.driving().standIn();
  }

  // -- between two strands, by the holder

  /** Gives the baton to a thread whose call has ended; home waits until it is back. */
  void hand(Returning returning) {
    if (returning.granted) {
      return;
    }
    returned.remove(returning);
    Thread current = Thread.currentThread();
    homeWaits |= current == home;
    AWAY.getAndAdd(this, -1);
    holder = returning.thread;
    returning.granted = true;
    LockSupport.unpark(returning.thread);
    if (current == home) {
      awaitHome();
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

  /**
   * Gives the baton to the first thread whose call has ended, if there is one, before a spare runs
   * anything: what the driver before was stuck in may be that one's, such as a class that it loads,
   * and then all that are ready would get stuck, one after the other, each on a spare of its own.
   * Not again before one of those that are ready has run, lest two that make one long call after
   * the other keep out all others.
   */
  void handFirst() {
    Returning first = returned.peek();
    if (first != null && loop.runs() != runsAtFirst) {
      runsAtFirst = loop.runs();
      hand(first);
    }
  }

  /** Home's call has ended; it may be handed the baton out of its turn. Null if it has not. */
  @Nullable
  Returning homeReturning() {
    for (Returning returning : returned) {
      if (returning.thread == home) {
        return returning;
      }
    }
    return null;
  }

  /** The hub's own thread has ended; the current one, which drives now, takes its place. */
  void moveHome() {
    home = Thread.currentThread();
    holder = home;
  }

  /** Parks home, which runs no strand here, until it is the holder. */
  private void awaitHome() {
    boolean interrupted = false;
    while (holder != home) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      home.interrupt();
    }
  }

  /** The name of the state, a moment late. From any thread. */
  String state() {
    long now = moves & STATE;
    return now == HELD ? "HELD" : now == IN_CALL ? "IN_CALL" : now == TAKEN ? "TAKEN" : "DOUBTED";
  }

  @Override
  public String toString() {
    return "baton " + state() + " by " + holder + ", of " + home + ", " + away + " away";
  }
}
