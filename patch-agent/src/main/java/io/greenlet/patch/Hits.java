package io.greenlet.patch;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which seams count how often they are gone through, and how often that was.
 *
 * <p>The count is an atomic addition, 1.4 ns at best. Where that is nothing beside what the method
 * does, it is always woven; the methods that themselves take a few nanoseconds count only if asked.
 */
final class Hits {
  /** Number of a seam that does not count. */
  static final int NONE = -1;

  /** Hooks of the methods that are over in nanoseconds. */
  private static final Set<String> QUICK =
      Set.of(
          "alive",
          "threadState",
          "interrupt",
          "isInterrupted",
          "setContextClassLoader",
          "getName",
          "getThreadGroup",
          "isDaemon",
          "getPriority",
          "mounted",
          "known",
          "currentThread");

  // Written under the installer's lock before anything is woven; read under it.
  private static boolean countingAll;

  private Hits() {}

  /** Where every seam there is has its place, the same each time. */
  private static final class Table {
    static final List<Seam> SEAMS = Seams.of(EnumSet.allOf(Area.class));
  }

  /** From now on what is woven counts, the quick ones too. */
  static void countAll() {
    countingAll = true;
  }

  /** Whether what is woven differs from what it is by default. */
  static boolean isCountingAll() {
    return countingAll;
  }

  /** The number under which the bridge counts a seam; {@link #NONE} if it does not count. */
  static int numberOf(Seam seam) {
    return countingAll || !QUICK.contains(seam.hook()) ? place(seam) : NONE;
  }

  private static int place(Seam seam) {
    for (int i = 0; i < Table.SEAMS.size(); i++) {
      Seam candidate = Table.SEAMS.get(i);
      if (candidate.type().equals(seam.type())
          && candidate.method().equals(seam.method())
          && candidate.hook().equals(seam.hook())) {
        return i;
      }
    }
    return NONE;
  }

  /** What the report says of a woven seam. */
  static String of(Seam seam) {
    int number = numberOf(seam);
    return number == NONE
        ? "hits not counted without the option report"
        : AgentSeam.hits(number) + " hits";
  }
}
