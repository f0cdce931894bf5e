package io.greenlet.patch;

import java.util.List;

/**
 * Which threads the user lets become greenlets. Exclusion wins: where there are inclusions, a
 * thread has to match one of them, and it must match no exclusion. So the order of the patterns
 * does not matter, and no pattern makes a greenlet of a thread that {@link ConversionRule} leaves
 * alone.
 *
 * @param included the only ones; all, if there is no pattern
 * @param excluded not these
 */
record Selection(List<ThreadPattern> included, List<ThreadPattern> excluded) {
  /** Every thread. */
  static final Selection ALL = new Selection(List.of(), List.of());

  Selection {
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
  }

  /** Whether a thread may become a greenlet. */
  boolean picks(String threadName, String className) {
    return (included.isEmpty() || matches(included, threadName, className))
        && !matches(excluded, threadName, className);
  }

  private static boolean matches(
      List<ThreadPattern> patterns, String threadName, String className) {
    for (ThreadPattern pattern : patterns) {
      if (pattern.matches(threadName, className)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "threads included: "
        + (included.isEmpty() ? "all" : included)
        + ", excluded: "
        + (excluded.isEmpty() ? "none" : excluded);
  }
}
