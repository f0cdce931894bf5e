package io.greenlet.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A native method that nobody has announced, in which the driver of a hub is asleep. If it keeps
 * others waiting for long, that is said, once for each method.
 *
 * <p>It counts what the watcher sees, not what the clock says: while the process is stopped, or all
 * of its threads by a debugger, nobody looks, and no time goes by here. A thread that computes is
 * not asleep.
 *
 * <p>Touched by the watcher only, but for what it prints.
 */
final class UnknownCall implements Runnable {
  /** For how long others have to be kept waiting. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What one look counts for at most. */
  static final long MOST_OF_A_LOOK_NANOS = 3 * Watcher.SLOW_TICK_NANOS;

  /** The methods that were said. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final Loop loop;
  private final Thread caller;
  private final String method;
  private long seen;
  private long lasted;
  private boolean done;

  UnknownCall(Loop loop, Thread caller, StackTraceElement place) {
    this.loop = loop;
    this.caller = caller;
    this.method = name(place);
  }

  /** Whether it is this method. */
  boolean is(StackTraceElement place) {
    return method.equals(name(place));
  }

  private static String name(StackTraceElement place) {
    return place.getClassName() + "." + place.getMethodName();
  }

  /** The driver is asleep there, and has been since the last look. */
  void goesOn(long now) {
    if (lasts(now) && loop.hasWork()) {
      done = true;
      if (SAID.add(method)) {
        Watcher.haveDone(this);
      }
    }
  }

  /** The driver has run since the last look, as who waits for a second at a time does. */
  void pauses() {
    seen = 0;
  }

  /** Whether it has been seen for long enough, and nothing was done about it yet. */
  boolean lasts(long now) {
    if (seen != 0) {
      lasted += Math.min(now - seen, MOST_OF_A_LOOK_NANOS);
    }
    seen = now;
    return !done && lasted >= PATIENCE_NANOS;
  }

  /** Says it; elsewhere than on the watcher's thread, which must not wait for who prints. */
  @Override
  public void run() {
    Strand strand = Strand.ownerOf(caller);
    System.err.println(
        "patch-agent: warning: hub "
            + loop.name()
            + " has stood still for a second: "
            + (strand == null ? caller : "greenlet " + strand)
            + " is in the native method "
            + method
            + ", which nobody has announced, and others are ready to run; if it never calls Java"
            + " back, add calls="
            + method
            + " to the agent's options, else leave its thread alone, with exclude=name:...");
  }
}
