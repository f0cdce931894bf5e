package io.greenlet.internal;

/**
 * Timers that were added in the order of their deadlines: a list, earliest first. Touched only by
 * {@link Timers}.
 */
final class TimerLane {
  private @Nullable Timer first;
  private @Nullable Timer last;

  /** The earliest; null while empty. */
  @Nullable
  Timer first() {
    return first;
  }

  /** The latest; null while empty. */
  @Nullable
  Timer last() {
    return last;
  }

  /** Adds a timer that is not due before any other here. */
  void add(Timer timer) {
    timer.lane = this;
    timer.earlier = last;
    if (last == null) {
      first = timer;
    } else {
      last.later = timer;
    }
    last = timer;
  }

  /** Takes out a timer that is in. */
  void remove(Timer timer) {
    Timer earlier = timer.earlier;
    Timer later = timer.later;
    if (earlier == null) {
      first = later;
    } else {
      earlier.later = later;
    }
    if (later == null) {
      last = earlier;
    } else {
      later.earlier = earlier;
    }
    timer.lane = null;
    timer.earlier = null;
    timer.later = null;
  }
}
