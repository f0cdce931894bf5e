package io.greenlet.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/**
 * A hub's time in tests: it stands still while anything is ready and jumps to the next timer when
 * nothing is, so that sleeps cost no time and end in an order that no machine can disturb.
 */
public final class VirtualClock implements Clock {
  /** Written by the hub's driver only. */
  private volatile long now;

  private VirtualClock() {}

  /** Gives the current plain thread a new hub with a clock of this kind. */
  public static VirtualClock install() {
    return install(ReadyQueue.FIFO);
  }

  /** The same, with an order of what is ready; see {@link ReadyQueue}. */
  public static VirtualClock install(IntUnaryOperator order) {
    VirtualClock clock = new VirtualClock();
    Loop.install(clock, order);
    return clock;
  }

  /** How much time has passed since the clock was made. */
  public Duration elapsed() {
    return Duration.ofNanos(now);
  }

  /** Lets time pass as if the current greenlet, which is of this hub, had computed for so long. */
  public void compute(Duration time) {
    now += time.toNanos();
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void pass(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park();
    } else {
      now += nanos;
    }
  }
}
