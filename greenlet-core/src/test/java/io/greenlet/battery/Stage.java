package io.greenlet.battery;

import io.greenlet.Greenlet;
import java.time.Duration;

/** Where operations are run: how a thread of the tested kind starts, and how the test waits. */
interface Stage {
  /** The end of a started thread. */
  @FunctionalInterface
  interface End {
    void await() throws InterruptedException;
  }

  Mode mode();

  /** Starts a thread of the tested kind. */
  End start(String name, Runnable body);

  /** Gives the others a turn. */
  void pause();

  /** Sleeps by the timers that the limit of that operation obeys. */
  void sleep(Operation<?> operation, Duration duration) throws InterruptedException;

  /** The time that the limit of that operation obeys. */
  long now(Operation<?> operation);

  /** Whether a wait of so long ended too early; that it ended late is told by another's sleep. */
  boolean isEarly(Operation<?> operation, long nanos, Duration limit);

  /** The greenlet of the calling thread; null if there are none. */
  default Greenlet<?> greenlet() {
    return mode() == Mode.PLAIN ? null : Greenlet.current();
  }
}
