package io.greenlet.internal;

import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;
import io.greenlet.ThrowingRunnable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One line of execution of a hub: what a greenlet is inside.
 *
 * <p>It is the task of its virtual thread and also that thread's scheduler, so that the hub knows
 * whose continuation the JDK hands it, and so that the current strand can be found from the current
 * thread without a thread local. Virtual threads that a greenlet starts inherit the scheduler; they
 * borrow the hub: guests.
 *
 * <p>Fields are touched only on the strand's hub, where no comment says otherwise.
 */
public final class Strand extends PendingThrows implements Executor, Runnable {
  /**
   * Where a strand is in its life. A main strand, the plain thread that drives its hub, starts as
   * {@code RUNNING}.
   *
   * <pre>
   *          NEW -&gt; SCHEDULED       // start
   *          NEW -&gt; RUNNING         // first switchTo
   *          NEW -&gt; DEAD            // throwIn or kill: never runs
   *    SCHEDULED -&gt; RUNNING         // its turn in the ready queue
   *    SCHEDULED -&gt; DEAD            // kill: never runs
   *      RUNNING -&gt; SWITCHED_OUT    // switchTo another; its continuation is held back
   * SWITCHED_OUT -&gt; RUNNING         // switchTo, throwIn, kill, the end of a child
   *      RUNNING -&gt; WAITING         // parks or blocks; the JDK or a waiter will queue it
   *      WAITING -&gt; RUNNING         // its turn in the ready queue
   *      RUNNING -&gt; YIELDING        // yieldNow; it is queued again
   *     YIELDING -&gt; RUNNING         // its turn in the ready queue
   *      RUNNING -&gt; DEAD            // body ended
   * </pre>
   */
  enum State {
    NEW,
    SCHEDULED,
    RUNNING,
    SWITCHED_OUT,
    WAITING,
    YIELDING,
    DEAD;

    private static final State[] ALL = values();
  }

  private static final VarHandle HANDLE;
  private static final VarHandle SCHEDULED;
  private static final AtomicLong NAMES = new AtomicLong();

  /** The strand of a guest, made when the guest first asks. */
  private static final ThreadLocal<Strand> GUESTS = new ThreadLocal<>();

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      SCHEDULED = lookup.findVarHandle(Strand.class, "scheduled", boolean.class);
      HANDLE = lookup.findVarHandle(Strand.class, "handle", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether its thread was not made for it: a main strand, or a guest. */
  private final boolean borrowed;

  /**
   * Whether it was started: then the hub, not the parent, gets control at its end. Set once, by any
   * thread, atomically.
   */
  private boolean scheduled;

  /** Whether it ever became somebody's parent; if not, no parent of it makes a cycle. */
  private boolean parental;

  /** That of the parent when it was made, or of the last one set while it is new; then for good. */
  private Loop loop;

  /** Made with it, so that it inherits as threads do: from who makes it. */
  private final Thread thread;

  /** What the JDK submits to run the thread on; null until first started. */
  @Nullable Runnable continuation;

  /** The ordinal of its {@link State}: a number, because it changes twice in every switch. */
  private byte state;

  /**
   * What it runs: a {@link Callable}, a {@link ThrowingRunnable} or a {@link Greenlet.Body}, as the
   * user gave it, for a common wrapper would cost each strand an object and a frame. Null once
   * running, unless it has a face.
   */
  private @Nullable Object body;

  /** Read by any thread. */
  private volatile @Nullable Strand parent;

  /** What the strand waits for in a wait of ours; null while it runs or waits in the JDK. */
  private @Nullable Object waitingFor;

  /** How many class loaders are looking for a class, one on behalf of another. By its thread. */
  private int loading;

  /** The public face of this, of no meaning here; made by any thread. */
  private volatile @Nullable Object handle;

  /** Written by {@link Strands}. */
  @Nullable Strand older;

  /** Written by {@link Strands}. */
  @Nullable Strand newer;

  private Strand(Strand parent, Object body) {
    // A face has inherited when it was made, and hands that on.
    boolean inherits = !(body instanceof Faced);
    this.borrowed = false;
    this.loop = parent.loop;
    this.body = body;
    this.parent = parent;
    this.thread = VirtualThreads.create(this, this, inherits);
    parent.parental = true;
    SpawnPlaces.note(this);
  }

  /** A strand, not started. */
  public Strand(Callable<?> body, Strand parent) {
    this(parent, body);
  }

  /** A strand, not started, that ends with null. */
  @SuppressWarnings(
      "UnnecessaryMethodReference") // an object that is also a Callable is not run as one
  public Strand(ThrowingRunnable body, Strand parent) {
    this(parent, body instanceof Callable ? (ThrowingRunnable) body::run : body);
  }

  /** A strand, not started, that takes the first value. */
  @SuppressWarnings("UnnecessaryMethodReference") // likewise
  public Strand(Greenlet.Body<?> body, Strand parent) {
    this(
        parent,
        body instanceof Callable || body instanceof ThrowingRunnable
            ? (Greenlet.Body<?>) body::run
            : body);
  }

  /** A strand for a thread that runs already: a main strand, without a parent, or a guest. */
  Strand(Loop loop, Thread thread, @Nullable Strand parent) {
    this.borrowed = true;
    this.loop = loop;
    this.thread = thread;
    this.parent = parent;
    become(State.RUNNING);
  }

  State state() {
    return State.ALL[state];
  }

  @SuppressWarnings("EnumOrdinal") // see the field
  boolean is(State asked) {
    return state == asked.ordinal();
  }

  @SuppressWarnings("EnumOrdinal") // see the field
  void become(State next) {
    state = (byte) next.ordinal();
  }

  // -- who and where

  /** The strand that the current thread runs; a plain thread gets a hub with its first call. */
  public static Strand current() {
    Strand current = currentOrNull();
    if (current == null) {
      if (Thread.currentThread().isVirtual()) {
        VirtualThreads.ensureWayIn();
        throw new GreenletError(
            Thread.currentThread()
                + " is a virtual thread that no hub schedules, so it cannot be or make a greenlet;"
                + " start a hub with Hub.start(name) and use its spawn");
      }
      current = Loop.ofPlainThread().main();
    }
    return current;
  }

  /** The strand that the current thread runs; null where it has none. */
  public static @Nullable Strand currentOrNull() {
    Thread thread = Thread.currentThread();
    if (VirtualThreads.schedulerOf(thread) instanceof Strand strand) {
      return strand.runsOn(thread) ? strand : guest(thread, strand);
    }
    Loop own = thread.isVirtual() ? null : Loop.ofPlainThreadOrNull();
    return own == null ? null : own.main();
  }

  /** The strand whose scheduler a thread has; null if it is not scheduled by a hub. */
  public static @Nullable Strand schedulerOf(Thread thread) {
    return VirtualThreads.schedulerOf(thread) instanceof Strand strand ? strand : null;
  }

  /** The strand that a thread was made for; null if it is not one of ours, or a guest. */
  public static @Nullable Strand ownerOf(Thread thread) {
    return VirtualThreads.schedulerOf(thread) instanceof Strand strand && strand.runsOn(thread)
        ? strand
        : null;
  }

  @Override
  boolean runsOn(Thread other) {
    return thread == other;
  }

  private static Strand guest(Thread thread, Strand host) {
    Strand guest = GUESTS.get();
    if (guest == null) {
      guest = new Strand(host.loop, thread, host);
      GUESTS.set(guest);
    }
    guest.become(State.RUNNING);
    return guest;
  }

  public boolean isMain() {
    return borrowed && parent == null;
  }

  boolean isGuest() {
    return borrowed && parent != null;
  }

  /** The hub it runs on, or would run on if it were started now. */
  public Loop loop() {
    return loop;
  }

  public Thread thread() {
    return thread;
  }

  /** The name of its thread, which gets one now if it has none. */
  public String name() {
    if (VirtualThreads.nameOf(thread).isEmpty()) {
      synchronized (this) {
        if (VirtualThreads.nameOf(thread).isEmpty()) {
          thread.setName("Greenlet-" + NAMES.incrementAndGet());
        }
      }
    }
    return VirtualThreads.nameOf(thread);
  }

  public @Nullable Strand parent() {
    return parent;
  }

  /** The public face of this; null until {@link #claimHandle}. */
  public @Nullable Object handle() {
    return handle;
  }

  /** Makes an object the public face, unless there is one; answers which it is. */
  @SuppressWarnings("NullAway") // set once and never cleared
  public Object claimHandle(Object candidate) {
    return HANDLE.compareAndSet(this, null, candidate) ? candidate : handle;
  }

  /** The thread by which the application knows it; null for most. */
  public @Nullable Thread face() {
    return body instanceof Faced faced ? faced.face() : null;
  }

  // -- parents

  /** Replaces the parent; refuses what could not work, leaving the old one. */
  public void setParent(Strand candidate) {
    if (isMain()) {
      throw new GreenletError(
          this + " is the main greenlet of its hub, the root of all others: it has no parent");
    }
    for (Strand s = candidate; s != null; s = parental ? s.parent : null) {
      if (s == this) {
        throw new GreenletError(
            candidate == this
                ? this + " cannot be its own parent"
                : "cyclic parent chain: " + candidate + " descends from " + this);
      }
    }
    if (isNew()) {
      loop = candidate.loop;
    } else if (candidate.loop != loop) {
      throw new GreenletError(
          this
              + " has started on hub "
              + loop.name()
              + ", so its parent must be of that hub; "
              + candidate
              + " is of hub "
              + candidate.loop.name());
    }
    candidate.parental = true;
    parent = candidate;
  }

  // -- life

  @Override
  public boolean isDead() {
    return borrowed ? !thread.isAlive() : hasOutcome();
  }

  /** From start or first switch to the end. */
  public boolean isStarted() {
    return !isNew() && !isDead();
  }

  /** Whether it was neither started nor switched to. */
  boolean isNew() {
    return is(State.NEW) && !scheduled;
  }

  boolean isScheduled() {
    return scheduled;
  }

  /** Starts it, now or after some time; does nothing if it was ever started. From any thread. */
  public void start(long delayNanos) {
    if (!isNew()) {
      return;
    }
    loop.ensureOpen(this);
    if (SCHEDULED.compareAndSet(this, false, true)) {
      loop.schedule(this, delayNanos);
    }
  }

  /** The scoped values that are bound here and now will be bound in it. */
  public void inheritScopedValues() {
    if (!isNew()) {
      throw new GreenletError(this + " has started; capture scoped values before its start");
    }
    VirtualThreads.inheritScopedValues(thread);
  }

  /** The task of the virtual thread; nobody else calls this. */
  @Override
  @SuppressWarnings("NullAway") // there is a body until here, and a thread runs once
  public void run() {
    Object running = body;
    if (!(running instanceof Faced)) {
      body = null;
    }
    Object end;
    try {
      end = Outcome.ofValue(call(running, loop.switches().arriveFirst(this)));
    } catch (Throwable t) {
      end = Outcome.ofThrown(pendingInstead(t));
    }
    loop.ended(this, end);
  }

  private static @Nullable Object call(Object body, @Nullable Object first) throws Exception {
    if (body instanceof Callable<?> callable) {
      return callable.call();
    }
    if (body instanceof ThrowingRunnable runnable) {
      runnable.run();
      return null;
    }
    return ((Greenlet.Body<?>) body).run(first);
  }

  /** The scheduler of the virtual thread, called by the JDK; nobody else calls this. */
  @Override
  public void execute(Runnable submitted) {
    loop.submitted(this, submitted);
  }

  /** Records the end and tells who asked to know. */
  void end(Object how) {
    become(State.DEAD);
    body = null;
    dropPending();
    if (waitingFor instanceof Timer start) {
      start.cancel(false);
    }
    waitingFor = null;
    if (scheduled) {
      forgetDeadAncestors();
    }
    endWith(how);
  }

  /** Does something on its hub when it has ended, which must not block or throw; now if it has. */
  public void whenEnded(Runnable action) {
    if (!addListener(ended -> action.run())) {
      action.run();
    }
  }

  /**
   * Its parent was there to be known, nothing goes to it; and where each greenlet spawns the next,
   * the first would be kept for ever.
   */
  private void forgetDeadAncestors() {
    Strand ancestor = parent;
    while (ancestor != null && ancestor.isDead()) {
      ancestor = ancestor.parent;
    }
    parent = ancestor;
  }

  /** The end of a thread that was not made for this strand has to be waited for, to be told. */
  @Override
  void firstListenerAdded() {
    if (borrowed) {
      Thread.startVirtualThread(this::watchBorrowedThread);
    }
  }

  @SuppressWarnings("ThreadJoinLoop") // it is one
  private void watchBorrowedThread() {
    boolean ended = false;
    while (!ended) {
      try {
        thread.join();
        ended = true;
      } catch (InterruptedException e) {
        // Nobody has anything to tell the one who watches.
      }
    }
    end(Outcome.NULL);
  }

  // -- waiting

  @Nullable
  Object waitingFor() {
    return waitingFor;
  }

  void setWaitingFor(@Nullable Object what) {
    waitingFor = what;
  }

  /** Lets the hub run others until woken; may return early. Called by this strand. */
  void pause() {
    if (isMain()) {
      become(State.WAITING);
      try {
        loop.driving().drive();
      } finally {
        become(State.RUNNING);
      }
    } else {
      LockSupport.park();
    }
  }

  /** Ends a {@link #pause}; from any thread. */
  void wake() {
    if (isMain()) {
      loop.submit(this);
    } else {
      LockSupport.unpark(thread);
    }
  }

  /** Lets every strand that is ready run first. Called by this strand. */
  @SuppressWarnings("ThreadPriorityCheck") // yields to a scheduler of ours, which is fair
  public void yieldNow() {
    loop.baton().ensureHeld();
    throwPending();
    if (isMain()) {
      loop.driving().yieldMain();
    } else {
      become(State.YIELDING);
      try {
        Thread.yield();
      } finally {
        become(State.RUNNING);
      }
    }
    throwPending();
  }

  /** From now to {@link #endWait} a JDK call waits for this strand, and an unpark ends the wait. */
  public void beginWait(String what) {
    throwPending();
    waitingFor = what;
  }

  /** Whether it is between {@link #beginWait} and {@link #endWait}; from any thread, a guess. */
  public boolean isWaitingFor(String what) {
    return what.equals(waitingFor);
  }

  /** Ends {@link #beginWait}. */
  public void endWait() {
    waitingFor = null;
    throwPending();
  }

  /** Whether its thread loads a class, or a guest's host does. */
  boolean isLoading() {
    return loading > 0;
  }

  /** Its thread begins or ends to load a class. By that thread. */
  void countLoading(int more) {
    loading += more;
  }

  /** A timer of the JDK for this strand or a guest of it; null if asked from elsewhere. */
  public @Nullable Future<?> scheduleTimer(Runnable command, long delay, TimeUnit unit) {
    return loop.isDriver(Thread.currentThread()) ? loop.after(delay, unit, command) : null;
  }

  // -- what others see

  /** What a failure is, as opposed to a result. */
  static boolean isFailure(Throwable thrown) {
    return !(thrown instanceof GreenletExit);
  }

  @Override
  public String toString() {
    return isMain() ? "main greenlet of " + loop.name() : name();
  }

  /** Its name and what it does at this moment, for users. */
  public String describe() {
    return this + " [" + describeState() + ", hub " + loop.name() + "]";
  }

  /** What it does at this moment, for messages. From any thread, a guess. */
  String describeState() {
    Object awaited = waitingFor;
    return switch (isDead() ? State.DEAD : state()) {
      case NEW -> scheduled ? "scheduled" : "not started";
      case SCHEDULED -> "scheduled";
      case RUNNING -> "running";
      case SWITCHED_OUT -> "switched out";
      case WAITING ->
          awaited == null ? "waiting in a JDK call" : "waiting for " + describe(awaited);
      case YIELDING -> "waiting for its next turn";
      case DEAD -> "dead";
    };
  }

  static String describe(Object what) {
    return what instanceof Strand s ? "the end of " + s : what.toString();
  }
}
