package io.greenlet.internal;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** All hubs of this JVM, for those who look inside; it keeps none of them. From any thread. */
final class AllLoops {
  /** Guarded by itself. */
  private static final Set<Loop> ALL = Collections.newSetFromMap(new WeakHashMap<>());

  private AllLoops() {}

  static void add(Loop loop) {
    synchronized (ALL) {
      ALL.add(loop);
    }
  }

  /** Those that are not over, by name. */
  static List<Loop> list() {
    List<Loop> all;
    synchronized (ALL) {
      all = List.copyOf(ALL);
    }
    return all.stream()
        .filter(loop -> !loop.isOver())
        .sorted(Comparator.comparing(Loop::name))
        .toList();
  }
}
