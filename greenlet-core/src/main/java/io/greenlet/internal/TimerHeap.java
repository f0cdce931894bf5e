package io.greenlet.internal;

import java.util.Arrays;

/**
 * Timers in no particular order: a binary heap, earliest first.
 *
 * <p>{@link java.util.PriorityQueue} would need a search to remove an element, and nearly every
 * timer of an I/O timeout is removed before it fires; here each timer knows its place. Touched only
 * by {@link Timers}.
 */
final class TimerHeap {
  private Timer[] heap = new Timer[16];
  private int size;

  /** The earliest; null while empty. */
  @Nullable
  Timer first() {
    return size == 0 ? null : heap[0];
  }

  void add(Timer timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    up(size++, timer);
  }

  /** Takes out a timer that is in. */
  void remove(Timer timer) {
    int at = timer.index;
    timer.index = Timer.IDLE;
    Timer last = heap[--size];
    heap[size] = null;
    if (last != timer) {
      down(at, last);
      if (last.index == at) {
        up(at, last);
      }
    }
  }

  private void up(int from, Timer timer) {
    int at = from;
    while (at > 0) {
      int above = (at - 1) >>> 1;
      if (!timer.isBefore(heap[above])) {
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
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(timer)) {
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
}
