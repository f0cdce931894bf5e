package io.greenlet.internal;

import io.greenlet.LoopExit;

/**
 * The ways in which a thread drives a hub, that is, takes the turns of its {@link Loop}.
 *
 * <ul>
 *   <li>A plain thread does while its main strand waits ({@link #drive}).
 *   <li>A {@link Carrier} does nothing else ({@link #carry}).
 *   <li>A spare does while one of these is stuck in a call ({@link #standIn}).
 * </ul>
 *
 * <p>Touched by the driver only, and by the main strand, which is one.
 */
final class Driving {
  private final Loop loop;
  private final Strand main;
  private final ReadyQueue ready;
  private final Switches switches;
  private final Failures failures;
  private final Baton baton;
  private final Idling idling;
  private final DriverInterrupts interrupts = new DriverInterrupts();

  /** Set when it is the main strand's turn, which ends {@link #drive}. */
  private boolean mainTurn;

  Driving(Loop loop, ReadyQueue ready) {
    this.loop = loop;
    this.main = loop.main();
    this.ready = ready;
    this.switches = loop.switches();
    this.failures = loop.failures();
    this.baton = loop.baton();
    this.idling = loop.idling();
  }

  // -- a plain thread

  /** It is the main strand's turn. */
  void letMain() {
    mainTurn = true;
  }

  /** Whether {@link #drive} has to end. */
  boolean isMainWanted() {
    return mainTurn || switches.next() == main || failures.isFatal();
  }

  /**
   * Takes turns until the main strand is wanted: it is its turn, somebody switched to it, something
   * is to be thrown in it, or its thread was interrupted in a wait that an interrupt ends. Called
   * by the main strand, on its thread.
   */
  void drive() {
    boolean interrupted = false;
    long patience = Stall.PATIENCE_NANOS;
    Thread home = loop.home();
    mainTurn = false;
    interrupts.watch(home);
    try {
      while (!isMainWanted()) {
        if (interrupts.happened(home)) {
          interrupted = true;
          Thread.interrupted();
          if (main.waitingFor() != null) {
            return;
          }
        }
        if (switches.next() != null) {
          loop.mount(switches.next());
        } else if (loop.doWork() == 0) {
          patience = idle(patience);
        }
      }
    } finally {
      loop.mainRuns();
      if (interrupted || interrupts.happened(home)) {
        home.interrupt();
      }
    }
    if (switches.next() != main) {
      failures.throwFatal();
    }
  }

  /**
   * Lines the main strand up behind all that is ready, and that includes what has come while its
   * thread did something else and nobody drove. Called by the main strand.
   */
  void yieldMain() {
    loop.takeIn();
    boolean[] turn = new boolean[1];
    ready.add(() -> {
      turn[0] = true;
      mainTurn = true;
    });
    while (!turn[0] && !main.hasPending()) {
      main.pause();
    }
  }

  /**
   * Lets time pass until the next timer or a wake-up from elsewhere. Without either in sight, looks
   * after a while whether the main strand can still be woken at all.
   *
   * @return how long to be patient the next time
   */
  private long idle(long patience) {
    long nanos = loop.nanosToTimer();
    if (nanos != Long.MAX_VALUE || idling.isWaitingForDescriptors()) {
      idling.sleep(nanos);
      return patience;
    }
    long before = loop.now();
    idling.sleep(patience);
    if (ready.isExternalEmpty()
        && !loop.home().isInterrupted()
        && loop.now() - before >= patience
        && Stall.isCertain(loop.home())
        && ready.isExternalEmpty()
        && !interrupts.happened(loop.home())) {
      throw new LoopExit(Stall.describe(loop));
    }
    return Math.min(patience * 2, Stall.MOST_PATIENCE_NANOS);
  }

  // -- a carrier, a spare

  /** The life of a carrier: takes turns until the hub is closed and nothing of it is left. */
  void carry() {
    while (true) {
      failures.forgetFatal();
      mainTurn = false;
      if (doWorkWhateverHappens() != 0) {
        continue;
      }
      if (loop.isDone()) {
        return;
      }
      if (ready.size() == 0) {
        Thread.interrupted();
        idling.sleep(loop.nanosToTimer());
      }
    }
  }

  /** The part of a spare thread: takes turns while another is stuck in a call. */
  void standIn() {
    Thread self = Thread.currentThread();
    loop.bindToThread();
    if (switches.next() == null) {
      baton.handFirst();
    }
    try {
      while (baton.isHeldBy(self) && !baton.handHome()) {
        if (switches.next() == main) {
          awaitHome();
        } else if (doWorkWhateverHappens() == 0 && baton.isHeldBy(self)) {
          Thread.interrupted();
          idling.sleep(loop.nanosToTimer());
        }
      }
    } finally {
      Loop.partFromPlainThread();
      Thread.interrupted();
    }
  }

  /** Somebody has switched to the main strand, which runs on no thread but home. */
  private void awaitHome() {
    Baton.Returning returning = baton.homeReturning();
    if (returning != null) {
      baton.hand(returning);
    } else {
      ready.takeExternal();
      idling.sleep(Long.MAX_VALUE);
    }
  }

  /**
   * A turn of a thread that has no main strand which could take an error: one in the loop itself,
   * such as a lack of memory, is printed, for without a driver all its strands would stand still.
   */
  private int doWorkWhateverHappens() {
    try {
      return loop.doWork();
    } catch (Throwable t) {
      Failures.print("Error in hub \"" + loop.name() + "\", which goes on:", t);
      return 1;
    }
  }

  /** Runs what came in after the end; only under the lock of {@link Carrier#drainLate}. */
  void drain() {
    baton.moveHome();
    while (doWorkWhateverHappens() != 0) {
      // There may be more.
    }
  }
}
