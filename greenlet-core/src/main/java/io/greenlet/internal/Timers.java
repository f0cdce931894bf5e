package io.greenlet.internal;

import java.util.Arrays;

/**
 * The timers of one hub: a binary heap in order of deadline, then of adding.
 *
 * <p>{@link java.util.PriorityQueue} would need a search to remove an element, and nearly every
 * timer of an I/O timeout is removed before it fires; here each timer knows its place. Touched only
 * by the hub's driver and its greenlets.
 */
final class Timers {
  private Timer[] heap = new Timer[16];
  private int size;
  private long added;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The earliest deadline; only while not empty. */
  long earliest() {
    return heap[0].deadline;
  }

  void add(Timer timer, long deadline) {
    if (timer.isPending()) {
      throw new IllegalStateException("timer is pending already");
    }
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    timer.owner = this;
    timer.deadline = deadline;
    timer.sequence = added++;
    up(size++, timer);
  }

  /** Takes a timer out; false if it has fired or was never in. */
  boolean remove(Timer timer) {
    int at = timer.index;
    if (at == Timer.IDLE) {
      return false;
    }
    timer.index = Timer.IDLE;
    Timer last = heap[--size];
    heap[size] = null;
    if (last != timer) {
      down(at, last);
      if (last.index == at) {
        up(at, last);
      }
    }
    return true;
  }

  /** Fires what is due, but nothing that firing adds; answers how many. */
  int fireDue(long now) {
    long until = added;
    int fired = 0;
    while (size > 0 && heap[0].deadline - now <= 0 && heap[0].sequence - until < 0) {
      Timer due = heap[0];
      remove(due);
      due.fire();
      fired++;
    }
    return fired;
  }

  private void up(int from, Timer timer) {
    int at = from;
    while (at > 0) {
      int above = (at - 1) >>> 1;
      if (!before(timer, heap[above])) {
        break;
      }
      place(at, heap[above]);
      at = above;
    }
    place(at, timer);
  }

  private void down(int from, Timer timer) {
    int at = from;
    for (int child; (child = 2 * at + 1) < size; at = child) {
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], timer)) {
        break;
      }
      place(at, heap[child]);
    }
    place(at, timer);
  }

  private void place(int at, Timer timer) {
    heap[at] = timer;
    timer.index = at;
  }

  private static boolean before(Timer a, Timer b) {
    long order = a.deadline - b.deadline;
    return order < 0 || (order == 0 && a.sequence - b.sequence < 0);
  }
}
