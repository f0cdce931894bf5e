package io.greenlet.diagnostics;

import io.greenlet.internal.CoreAccess;
import io.greenlet.internal.Inspection;
import io.greenlet.internal.Loop;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Finds out who keeps a hub from taking turns, by looking at all hubs again and again: a hub that
 * ran the same greenlet all the time from one look to the second after it is blocked. To count
 * looks, and not time, leaves out the time in which the whole JVM stood still.
 *
 * <p>Touched by one thread, but for the exemptions.
 */
final class Looks {
  /** At how many further looks there has been no change. */
  static final int PATIENCE = 2;

  /** What was last seen of a hub. */
  private static final class Seen {
    long runs = -1;
    int looks;
  }

  /** Those that may block, and in how many scopes they are. Touched by any thread. */
  private static final Map<Thread, Integer> EXEMPT = new ConcurrentHashMap<>();

  private final Duration threshold;

  /** Whom to look at; null for everybody. */
  private final @Nullable Strand only;

  private final Consumer<? super BlockingMonitor.Blocked> told;
  private final Map<Loop, Seen> seen = new WeakHashMap<>();

  Looks(Duration threshold, @Nullable Strand only, Consumer<? super BlockingMonitor.Blocked> told) {
    this.threshold = threshold;
    this.only = only;
    this.told = told;
  }

  static void exempt(Thread thread) {
    EXEMPT.merge(thread, 1, Integer::sum);
  }

  static void endExemption(Thread thread) {
    EXEMPT.computeIfPresent(thread, (key, scopes) -> scopes == 1 ? null : scopes - 1);
  }

  /** Looks at all hubs once. */
  void look() {
    for (Loop loop : only == null ? Inspection.loops() : List.of(only.loop())) {
      look(loop, seen.computeIfAbsent(loop, key -> new Seen()));
    }
  }

  private void look(Loop loop, Seen before) {
    long runs = Inspection.runs(loop);
    Strand runner = Inspection.runner(loop);
    if (runner == null
        || runs != before.runs
        || (only != null && only != runner)
        || EXEMPT.containsKey(runner.thread())) {
      before.runs = runner == null ? -1 : runs;
      before.looks = 0;
      return;
    }
    before.looks++;
    if (before.looks == PATIENCE) {
      List<StackTraceElement> stack = Inspection.stack(runner);
      // Else the stack is where it is now, and not where it was stuck.
      if (Inspection.runs(loop) == runs) {
        told.accept(
            new BlockingMonitor.Blocked(CoreAccess.get().greenletOf(runner), threshold, stack));
      }
    }
  }
}
