package io.greenlet.internal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How a driver that has nothing to run waits: for time, for other threads, and for descriptors.
 *
 * <pre>
 *   AWAKE -&gt; PARKED      // nobody waits for a descriptor
 *   AWAKE -&gt; POLLING     // somebody does
 *  PARKED -&gt; AWAKE       // time, or wake
 * POLLING -&gt; AWAKE       // time, a descriptor, or wake
 * </pre>
 *
 * <p>Touched by the driver only, where no comment says otherwise.
 */
final class Idling {
  private static final int AWAKE = 0;
  private static final int PARKED = 1;
  private static final int POLLING = 2;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Idling.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Clock clock;
  private final ReadyQueue ready;
  private final Baton baton;

  /** Written by the driver, and by whoever wakes it. */
  private volatile int state;

  /**
   * Null before a descriptor is waited for, and where the JDK's own poller has to do it. Read by
   * whoever wakes.
   */
  private volatile @Nullable Descriptors descriptors;

  /** Whether there was a try to make {@link #descriptors}. */
  private boolean tried;

  Idling(Clock clock, ReadyQueue ready, Baton baton) {
    this.clock = clock;
    this.ready = ready;
    this.baton = baton;
  }

  /** Descriptors of the caller's instead of the system's. For tests. */
  void use(Descriptors given) {
    descriptors = given;
    tried = true;
  }

  /** The descriptors of this hub; null where the JDK's own poller has to look after them. */
  @Nullable
  Descriptors descriptors() throws IOException {
    if (!tried) {
      // Initializes classes, and may wait in the JVM for that: another strand may be quicker.
      EPoll events = EPoll.open();
      Descriptors opened = events == null ? null : new Descriptors(events);
      if (!tried) {
        descriptors = opened;
        tried = true;
      } else if (opened != null) {
        opened.close();
      }
    }
    return descriptors;
  }

  /** The descriptors of this hub; null if there are none yet. */
  @Nullable
  Descriptors descriptorsOrNull() {
    return descriptors;
  }

  /** Whether something may come from outside: somebody waits for a descriptor. */
  boolean isWaitingForDescriptors() {
    Descriptors known = descriptors;
    return known != null && known.isWaiting();
  }

  /** Sees which descriptors are ready, without waiting; answers how many are. */
  int pollNow() {
    Descriptors known = descriptors;
    return known != null && known.isWaiting() ? poll(known, 0) : 0;
  }

  /**
   * Waits until there may be something to do, at most the given time. Whoever adds external work
   * after the look at the queue sees that the driver is not awake.
   */
  void sleep(long nanos) {
    Descriptors known = descriptors;
    if (known != null && known.isWaiting()) {
      state = POLLING;
      poll(known, ready.isExternalEmpty() ? nanos : 0);
    } else if (nanos > 0) {
      state = PARKED;
      if (ready.isExternalEmpty()) {
        clock.pass(nanos);
      }
    }
    state = AWAKE;
    baton.driverIsAwake();
  }

  /** Whether the driver waits here; from any thread. */
  boolean isAsleep() {
    return state != AWAKE;
  }

  private int poll(Descriptors polled, long nanos) {
    ready.beginWaking();
    try {
      return polled.poll(nanos);
    } catch (IOException e) {
      Failures.print("Error in a hub's poll for descriptors, which goes on:", e);
      clock.pass(TimeUnit.MILLISECONDS.toNanos(1));
      return 0;
    } finally {
      ready.endWaking();
    }
  }

  /** Wakes the driver if it waits; from any thread. False if it was awake. */
  boolean wake() {
    int found = state;
    if (found == AWAKE) {
      return false;
    }
    if (found == PARKED) {
      LockSupport.unpark(baton.holder());
    } else {
      Descriptors polled = descriptors;
      if (STATE.compareAndSet(this, POLLING, AWAKE) && polled != null) {
        polled.wake();
      }
    }
    return true;
  }

  /** Gives back what the system lent; nothing waits any more. */
  void close() {
    Descriptors known = descriptors;
    descriptors = null;
    if (known != null) {
      known.close();
    }
  }
}
