package io.greenlet.internal;

import java.util.concurrent.locks.LockSupport;

/** A hub's time: what it is now, and how a driver with nothing to do lets it pass. */
interface Clock {
  /** The clock of the machine: {@link System#nanoTime}, and parking until woken. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long now() {
          return System.nanoTime();
        }

        @Override
        public void pass(long nanos) {
          if (nanos == Long.MAX_VALUE) {
            LockSupport.park();
          } else {
            LockSupport.parkNanos(nanos);
          }
        }
      };

  /** Now, in nanoseconds from an arbitrary origin; compare by subtraction only. */
  long now();

  /**
   * Lets time pass, at most the given nanoseconds ({@link Long#MAX_VALUE}: without limit); an
   * unpark of the calling thread or an interrupt ends it early.
   */
  void pass(long nanos);
}
