package io.greenlet.internal;

import io.greenlet.GreenletError;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/**
 * The loop of one hub: it runs what is ready, one strand at a time, on one thread, its driver.
 *
 * <p>A turn, {@link #doWork}, runs ready strands (a bounded slice), takes in work of other threads,
 * and fires due timers. The driver is the thread that holds the {@link Baton}; who that is, and why
 * it takes turns, is a matter of {@link Driving}.
 *
 * <p>Fields are touched only on the hub, that is by the driver or the strand it runs, where no
 * comment says otherwise.
 */
public final class Loop {
  private static final ThreadLocal<Loop> OF_PLAIN_THREAD = new ThreadLocal<>();

  private final String name;
  private final Clock clock;
  private final ReadyQueue ready;
  private final Timers timers = new Timers();
  private final Switches switches = new Switches(this);

  private final Baton baton;
  private final Idling idling;
  private final Strand main;
  private final Population population = new Population();
  private final Failures failures = new Failures(this);
  private final Closing closing = new Closing(this);
  private final Starting starting;
  private final Driving driving;

  /**
   * Whom the driver runs, and how often it ran somebody, the main strand included. Read by any
   * thread at a venture.
   */
  private @Nullable Thread mounted;

  private long runs;

  /** How much was done since descriptors were looked at. */
  private int sincePoll;

  /** The public face of this, of no meaning here. Made by any thread, under this lock. */
  private @Nullable Object handle;

  Loop(String name, Thread home, Clock clock, IntUnaryOperator order) {
    VirtualThreads.ensureWayIn();
    this.name = name;
    this.clock = clock;
    this.ready = new ReadyQueue(order);
    this.baton = new Baton(this, home);
    this.idling = new Idling(clock, ready, baton);
    this.starting = new Starting(this, ready, timers, population);
    this.main = new Strand(this, home, null);
    this.driving = new Driving(this, ready);
    AllLoops.add(this);
  }

  // -- finding a loop

  /** The loop of the current plain thread; made with its first use. */
  static Loop ofPlainThread() {
    Loop own = OF_PLAIN_THREAD.get();
    if (own == null) {
      Thread thread = Thread.currentThread();
      own = new Loop(thread.getName(), thread, Clock.SYSTEM, ReadyQueue.FIFO);
      own.baton.nameHome();
      OF_PLAIN_THREAD.set(own);
    }
    return own;
  }

  /** The current plain thread gets a new loop with its next use of one. */
  static void partFromPlainThread() {
    OF_PLAIN_THREAD.remove();
  }

  static @Nullable Loop ofPlainThreadOrNull() {
    return OF_PLAIN_THREAD.get();
  }

  /** Makes a loop, with time and order of its own, the current plain thread's. For tests. */
  static Loop install(Clock clock, IntUnaryOperator order) {
    Thread thread = Thread.currentThread();
    Loop loop = new Loop(thread.getName(), thread, clock, order);
    OF_PLAIN_THREAD.set(loop);
    return loop;
  }

  /** Makes this the loop of the current thread, its carrier. */
  void bindToCarrier() {
    baton.nameHome();
    bindToThread();
    main.become(Strand.State.WAITING);
    main.setWaitingFor("work");
  }

  /** Makes this the loop of the current thread, until {@link #partFromPlainThread}. */
  void bindToThread() {
    OF_PLAIN_THREAD.set(this);
  }

  public String name() {
    return name;
  }

  public Strand main() {
    return main;
  }

  /** Whom the driver runs, perhaps. From any thread. */
  @Nullable
  Thread mounted() {
    return mounted;
  }

  /** The driver runs a virtual thread that did not come by its turn. Called by that. */
  void runs(Thread thread) {
    mounted = thread;
  }

  /** The main strand goes on, on its own thread. */
  void mainRuns() {
    runs++;
  }

  /** How often the driver ran somebody, a moment late. From any thread. */
  long runs() {
    return runs;
  }

  Idling idling() {
    return idling;
  }

  Baton baton() {
    return baton;
  }

  /** The thread that this was made for: a plain one, or its carrier. */
  Thread home() {
    return baton.home();
  }

  Driving driving() {
    return driving;
  }

  public Switches switches() {
    return switches;
  }

  Timers timers() {
    return timers;
  }

  /** The public face of this; the candidate if it had none. From any thread. */
  public synchronized Object claimHandle(Object candidate) {
    if (handle == null) {
      handle = candidate;
    }
    return handle;
  }

  public synchronized @Nullable Object handle() {
    return handle;
  }

  public Failures failures() {
    return failures;
  }

  Population population() {
    return population;
  }

  /** Whether its thread has ended, so that nothing of it can run again. From any thread. */
  boolean isOver() {
    return closing.isOver();
  }

  /** Ends it once everything started has ended, and waits for that; see the public Hub. */
  public void close() {
    closing.close();
  }

  /** Whether a carrier that has nothing to do shall end. */
  boolean isDone() {
    return closing.isDone();
  }

  // -- counts, from any thread, a moment late

  public long started() {
    return population.everRun();
  }

  public long alive() {
    return population.running();
  }

  /** On the hub only. */
  List<Strand> strands() {
    return population.alive().toList();
  }

  /** Whether anything is ready or due that the driver would run. From any thread, a guess. */
  boolean hasWork() {
    return ready.size() > 0 || !ready.isExternalEmpty() || timers.isDue(clock.now());
  }

  public int readyNow() {
    return ready.size();
  }

  public int timersPending() {
    return timers.size();
  }

  public long explicitSwitches() {
    return switches.count();
  }

  // -- work from anywhere

  /** Whether the current thread is the driver, or a virtual thread that it carries. */
  public boolean isOnHub() {
    return baton.isHeldHere();
  }

  /** Whether a thread drives; a virtual one that it carries does not. */
  boolean isDriver(Thread thread) {
    return baton.isHeldBy(thread);
  }

  /** Queues work; from any thread. */
  void submit(Runnable work) {
    if (isOnHub()) {
      ready.add(work);
    } else {
      submitExternal(work);
    }
  }

  /** Queues work that is not to run before the baton is free; from any thread. */
  void submitExternal(Runnable work) {
    ready.addExternal(work);
    if (!idling.wake() && isClosed()) {
      Carrier.drainLate(this);
    }
  }

  /** Does something on the hub, at once if this is it; from any thread. It must not block. */
  void order(Runnable order) {
    if (isOnHub()) {
      order.run();
    } else {
      submit(order);
    }
  }

  /** The JDK wants a continuation of a strand, or of a guest of it, to run. From any thread. */
  void submitted(Strand strand, Runnable continuation) {
    Thread current = Thread.currentThread();
    if (isDriver(current) && switches.hold(continuation)) {
      return;
    }
    Runnable known = strand.continuation;
    if (known == null && isDriver(current)) {
      strand.continuation = continuation;
      return;
    }
    submit(known == null || known == continuation ? strand : continuation);
  }

  boolean isClosed() {
    return closing.phase() == Closing.Phase.OVER;
  }

  /** Refuses to start a strand on a hub that is over; from any thread. */
  void ensureOpen(Strand strand) {
    if (isOver()) {
      throw new GreenletError(
          strand
              + " cannot be started: its hub "
              + name
              + (isClosed() ? " is closed" : " was that of a thread that has ended"));
    }
  }

  /** Queues a strand for its first run, now or later; from any thread. */
  void schedule(Strand strand, long delayNanos) {
    starting.schedule(strand, delayNanos);
  }

  long now() {
    return clock.now();
  }

  /** The time that is so far from now, or the end of time. */
  long deadline(long nanosFromNow) {
    return clock.now() + Math.min(Math.max(nanosFromNow, 0), Long.MAX_VALUE / 2);
  }

  /** Runs a command of the JDK after a delay; only on the driver itself. */
  Timer after(long delay, TimeUnit unit, Runnable command) {
    Timer timer =
        new Timer() {
          @Override
          void fire() {
            command.run();
          }
        };
    timers.add(timer, deadline(unit.toNanos(delay)));
    return timer;
  }

  // -- the loop

  /** One turn; answers how much it did. On the driver only. */
  int doWork() {
    Thread self = Thread.currentThread();
    int done = runReady(self);
    if (!isDriver(self)) {
      return done;
    }
    done += takeIn();
    return done + pollNow(done);
  }

  /** Lines up what other threads have queued, and whose time has come. */
  int takeIn() {
    int taken = ready.takeExternal();
    return timers.isEmpty() ? taken : taken + fireDue();
  }

  private int fireDue() {
    ready.beginWaking();
    try {
      return timers.fireDue(clock.now());
    } finally {
      ready.endWaking();
    }
  }

  /** Looks at descriptors once in a slice; with nothing ready, {@link Idling#sleep} does. */
  private int pollNow(int done) {
    sincePoll += done;
    if (sincePoll < ReadyQueue.SLICE || ready.size() == 0) {
      return 0;
    }
    sincePoll = 0;
    return idling.pollNow();
  }

  /** Runs a slice of what is ready; less if others drove meanwhile, or drive from here on. */
  private int runReady(Thread self) {
    int done = 0;
    for (int left = ready.wokenSlice(); left > 0 && mayRun(self); left--) {
      done += run(ready.pollWoken());
    }
    if (mayRun(self)) {
      for (int left = ready.localSlice(); left > 0 && mayRun(self); left--) {
        done += run(ready.pollLocal());
      }
    }
    return done;
  }

  /** Whether a thread still drives, and, if it is the main strand's, has not to go back to that. */
  private boolean mayRun(Thread self) {
    return isDriver(self) && (self == home() ? !driving.isMainWanted() : switches.next() != main);
  }

  /** Runs one entry of the ready queue; one of a strand that has gone on since does nothing. */
  private int run(@Nullable Runnable work) {
    if (work == null) {
      return 0;
    }
    if (work instanceof Baton.Returning returning) {
      baton.hand(returning);
    } else if (!(work instanceof Strand strand)) {
      runs++;
      work.run();
      if (baton.isKept(Thread.currentThread())) {
        mount(switches.next());
      }
    } else if (strand == main) {
      if (main.is(Strand.State.WAITING) || main.hasPending()) {
        driving.letMain();
      }
    } else if (strand.is(Strand.State.SWITCHED_OUT)) {
      if (strand.hasPending()) {
        switches.sendPending(strand);
        mount(strand);
      }
    } else if (!strand.is(Strand.State.DEAD)) {
      strand.become(Strand.State.RUNNING);
      mount(strand);
    }
    return 1;
  }

  /**
   * Runs a strand, and whoever is switched to from there, until one waits, ends or yields. A strand
   * that is still {@link Switches#next} afterwards did not run, because a thread dump had it
   * suspended: it is tried again.
   */
  void mount(@Nullable Strand first) {
    Strand strand = first;
    while (strand != null && strand != main) {
      if (strand.continuation == null) {
        starting.run(strand);
      }
      Runnable continuation = strand.continuation;
      if (continuation != null) {
        mounted = strand.thread();
        runs++;
        continuation.run();
        boolean kept = baton.isKept(Thread.currentThread());
        if (isDriver(Thread.currentThread())) {
          mounted = null;
        }
        if (!kept) {
          return;
        }
      }
      if (strand.is(Strand.State.RUNNING)) {
        strand.become(Strand.State.WAITING);
      }
      strand = switches.next();
    }
  }

  long nanosToTimer() {
    return timers.isEmpty() ? Long.MAX_VALUE : Math.max(timers.earliest() - clock.now(), 0);
  }

  boolean hasExternalWork() {
    return !ready.isExternalEmpty();
  }

  // -- ends

  /** A strand's body has ended; in that strand, or on the driver if it could not start. */
  void ended(Strand strand, Object outcome) {
    baton.ensureHeld();
    population.ends(strand);
    Throwable failure = Outcome.exception(outcome);
    boolean started = strand.isScheduled();
    try {
      if (started && failure != null) {
        failures.report(strand, failure);
      }
    } finally {
      strand.end(outcome);
      population.ended(started);
    }
    if (!started) {
      switches.handOver(strand, strand.value(), failure);
    }
  }

  /** A kill has come before the first run: it never runs, and nobody gets a value. */
  void endedUnstarted(Strand strand, Throwable thrown) {
    if (Strand.isFailure(thrown)) {
      failures.report(strand, thrown);
    }
    boolean started = strand.is(Strand.State.SCHEDULED);
    if (started) {
      population.endsUnrun(strand);
    }
    strand.end(Outcome.ofThrown(thrown));
    population.ended(started);
  }

  @Override
  public String toString() {
    return "hub "
        + name
        + " ["
        + closing.phase()
        + ", alive "
        + alive()
        + ", ready "
        + ready.size()
        + ", timers "
        + timers.size()
        + "]";
  }
}
