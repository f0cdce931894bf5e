package io.greenlet.internal;

import java.util.function.Predicate;

/**
 * Who is told when a strand ends: an immutable list, newest first, which the strand replaces
 * atomically. When the strand has ended the list is {@link #closed}: it takes no more, and only
 * remembers who was told.
 */
final class EndListeners {
  private static final Listener CLOSED = new Closed();

  /** Told once, on the hub of the strand that ended; must not block or throw. */
  @FunctionalInterface
  interface Listener {
    void ended(Strand strand);
  }

  /** Marks a closed list; not a lambda, whose bootstrap would delay the first end of all. */
  private static final class Closed implements Listener {
    @Override
    public void ended(Strand strand) {}
  }

  private final Listener listener;
  private final @Nullable EndListeners older;

  EndListeners(Listener listener, @Nullable EndListeners older) {
    this.listener = listener;
    this.older = older;
  }

  static EndListeners closed(@Nullable EndListeners told) {
    return new EndListeners(CLOSED, told);
  }

  /** A closed list that remembers one more. */
  static EndListeners withTold(@Nullable EndListeners list, Listener told) {
    return closed(new EndListeners(told, list != null && isClosed(list) ? list.older : list));
  }

  static boolean isClosed(@Nullable EndListeners list) {
    return list != null && list.listener == CLOSED;
  }

  /** The newest listener that is meant; null if there is none. */
  static @Nullable Listener find(@Nullable EndListeners list, Predicate<Listener> meant) {
    for (EndListeners l = list; l != null; l = l.older) {
      if (meant.test(l.listener)) {
        return l.listener;
      }
    }
    return null;
  }

  /** The list without the newest occurrence of a listener; the same list if there is none. */
  @SuppressWarnings("NullAway") // the very object; found is on the list
  static @Nullable EndListeners without(@Nullable EndListeners list, Listener listener) {
    int depth = 0;
    EndListeners found = list;
    while (found != null && found.listener != listener) {
      found = found.older;
      depth++;
    }
    if (found == null) {
      return list;
    }
    Listener[] newer = new Listener[depth];
    for (EndListeners l = list; l != found; l = l.older) {
      newer[--depth] = l.listener;
    }
    EndListeners result = found.older;
    for (Listener l : newer) {
      result = new EndListeners(l, result);
    }
    return result;
  }

  /** The list without those listeners. */
  static @Nullable EndListeners withoutAll(@Nullable EndListeners list, Predicate<Listener> gone) {
    EndListeners result = list;
    for (Listener next; (next = find(result, gone)) != null; ) {
      result = without(result, next);
    }
    return result;
  }

  /** Tells all of a list, in the order of adding. */
  static void tell(@Nullable EndListeners list, Strand strand) {
    EndListeners oldestFirst = null;
    for (EndListeners l = list; l != null; l = l.older) {
      oldestFirst = new EndListeners(l.listener, oldestFirst);
    }
    for (EndListeners l = oldestFirst; l != null; l = l.older) {
      l.listener.ended(strand);
    }
  }
}
