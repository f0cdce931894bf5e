package io.greenlet.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * What can be said of a hub by who is not on it, while it runs or hangs. It reads at a venture what
 * belongs to the hub, so any answer may be a moment old, and two need not fit together.
 */
public final class Inspection {
  /**
   * The name of a thread that looks at hubs and only prints what it sees, so it wakes nobody. Short
   * enough for Linux.
   */
  public static final String PRINTING_MONITOR = "greenlet-looker";

  /** For how long a hub is asked for its strands, before they are read without it. */
  private static final long PATIENCE_MILLIS = 50;

  private Inspection() {}

  /** All hubs that are not over, by name. */
  public static List<Loop> loops() {
    return AllLoops.list();
  }

  /**
   * The strands that were started and have not ended, oldest first. A hub that takes turns answers
   * itself; one that does not is stuck, so that the list does not change while it is read here. A
   * caller that is a strand of another hub waits for the answer, letting others run.
   */
  public static List<Strand> strands(Loop loop) {
    if (loop.isOnHub() || standsStill(loop)) {
      return loop.strands();
    }
    CompletableFuture<List<Strand>> answer = new CompletableFuture<>();
    loop.submit(() -> answer.complete(loop.strands()));
    try {
      return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // It is stuck.
    } catch (ExecutionException e) {
      throw new AssertionError("never completed so", e);
    }
    return loop.strands();
  }

  /** Whether nobody drives: it is that of a plain thread, which does something else. */
  private static boolean standsStill(Loop loop) {
    return loop.main().is(Strand.State.RUNNING)
        && loop.mounted() == null
        && loop.baton().holder() == loop.home();
  }

  /** What a hub does, and on which thread. */
  public static String describe(Loop loop) {
    Thread driver = loop.baton().holder();
    return driver == null
        ? loop + ", on its way to another thread"
        : loop + ", on thread \"" + driver.getName() + "\": " + describeTurn(loop);
  }

  private static String describeTurn(Loop loop) {
    Thread mounted = loop.mounted();
    Strand strand = mounted == null ? null : Strand.ownerOf(mounted);
    if (loop.idling().isAsleep()) {
      return "waits for something to do";
    }
    if (strand != null) {
      return "runs " + strand;
    }
    return standsStill(loop) ? "stands still, its thread does not wait for it" : "takes turns";
  }

  /** What a strand does, and for what object of the JDK it waits. */
  public static String describe(Strand strand) {
    String state = strand.describeState();
    if (!strand.is(Strand.State.WAITING) || strand.waitingFor() != null) {
      return state;
    }
    Object blocker = LockSupport.getBlocker(strand.thread());
    return blocker == null ? state : state + " on " + Objects.toIdentityString(blocker);
  }

  /** Where a strand is, innermost first, without what is the same for all. */
  public static List<StackTraceElement> stack(Strand strand) {
    StackTraceElement[] stack = strand.thread().getStackTrace();
    int length = stack.length;
    while (!strand.isMain() && length > 0 && isPlumbing(stack[length - 1])) {
      length--;
    }
    return List.of(Arrays.copyOf(stack, length));
  }

  private static boolean isPlumbing(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.equals("java.lang.VirtualThread") || name.equals(Strand.class.getName());
  }

  // -- who holds up others

  /** How often a hub ran somebody; while this does not change, it runs one and the same. */
  public static long runs(Loop loop) {
    return loop.runs();
  }

  /**
   * Who keeps the hub from taking turns at this moment; null if nobody does. The thread of a hub
   * may do what it likes while it has no greenlets.
   */
  public static @Nullable Strand runner(Loop loop) {
    if (loop.idling().isAsleep()) {
      return null;
    }
    if (standsStill(loop)) {
      return loop.alive() > 0 || loop.readyNow() > 0 ? loop.main() : null;
    }
    Thread mounted = loop.mounted();
    return mounted == null ? null : Strand.ownerOf(mounted);
  }
}
