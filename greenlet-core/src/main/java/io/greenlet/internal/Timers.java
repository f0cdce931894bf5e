package io.greenlet.internal;

/**
 * The timers of one hub, in order of deadline, then of adding.
 *
 * <p>Most programs wait for the same few times again and again, such as the timeout of their
 * sockets and the interval of a poll, and timers of one duration come in the order of their
 * deadlines. So there are lanes: lists to whose end a timer is added where that keeps the order,
 * and from which it is taken out at once. As many durations as there are lanes find place in them.
 * The rest goes to a heap, which has to look at other timers for each that comes or goes; with very
 * many, each look is one into cold memory.
 *
 * <p>Touched only by the hub's driver and its greenlets.
 */
final class Timers {
  private static final int LANES = 4;

  private final TimerLane[] lanes = new TimerLane[LANES];
  private final TimerHeap heap = new TimerHeap();
  private int size;
  private long added;

  Timers() {
    for (int i = 0; i < LANES; i++) {
      lanes[i] = new TimerLane();
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The earliest deadline; only while not empty. */
  @SuppressWarnings("NullAway") // there is one
  long earliest() {
    return first().deadline;
  }

  /** Whether a timer is due. From any thread, a guess. */
  boolean isDue(long now) {
    Timer first = first();
    return first != null && first.deadline - now <= 0;
  }

  void add(Timer timer, long deadline) {
    if (timer.isPending()) {
      throw new IllegalStateException("timer is pending already");
    }
    timer.owner = this;
    timer.deadline = deadline;
    timer.sequence = added++;
    size++;
    TimerLane lane = laneFor(deadline);
    if (lane == null) {
      heap.add(timer);
    } else {
      lane.add(timer);
    }
  }

  /**
   * The lane whose last timer is the latest of those that are not after a deadline, so that a long
   * duration does not take the place of a short one; else an empty lane; null if there is none.
   */
  private @Nullable TimerLane laneFor(long deadline) {
    TimerLane best = null;
    long least = Long.MAX_VALUE;
    for (TimerLane lane : lanes) {
      Timer last = lane.last();
      if (last == null) {
        best = best == null ? lane : best;
      } else {
        long gap = deadline - last.deadline;
        if (gap >= 0 && gap < least) {
          best = lane;
          least = gap;
        }
      }
    }
    return best;
  }

  /** Takes a timer out; false if it has fired or was never in. */
  boolean remove(Timer timer) {
    TimerLane lane = timer.lane;
    if (lane != null) {
      lane.remove(timer);
    } else if (timer.index != Timer.IDLE) {
      heap.remove(timer);
    } else {
      return false;
    }
    size--;
    return true;
  }

  /** Fires what is due, but nothing that firing adds; answers how many. */
  int fireDue(long now) {
    long until = added;
    int fired = 0;
    for (Timer due = first(); due != null && isDue(due, now, until); due = first()) {
      remove(due);
      due.fire();
      fired++;
    }
    return fired;
  }

  private static boolean isDue(Timer timer, long now, long until) {
    return timer.deadline - now <= 0 && timer.sequence - until < 0;
  }

  private @Nullable Timer first() {
    Timer first = heap.first();
    for (TimerLane lane : lanes) {
      Timer candidate = lane.first();
      if (candidate != null && (first == null || candidate.isBefore(first))) {
        first = candidate;
      }
    }
    return first;
  }
}
