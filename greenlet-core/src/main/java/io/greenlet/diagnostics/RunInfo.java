package io.greenlet.diagnostics;

import io.greenlet.GreenletError;
import io.greenlet.internal.CoreAccess;
import io.greenlet.internal.Inspection;
import io.greenlet.internal.Loop;
import io.greenlet.internal.OsSignals;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;

/**
 * The state of all hubs and their greenlets as text: what each does, what it waits for, where it
 * is, and who spawned it; its methods switch only as {@link GreenletTree#forest} does. gevent:
 * {@code util.print_run_info}.
 *
 * <pre>
 * 1 hub
 *
 * hub main [OPEN, alive 3, ready 0, timers 1], on thread "main": runs Greenlet-2
 *   main greenlet of main: waiting for the end of Greenlet-1
 *       at java.base/java.lang.Thread.getStackTrace(Thread.java:2198)
 *       ...
 *     Greenlet-1: waiting for a sleep
 *         at ...
 *     Greenlet-3 and 41 like it: waiting in a JDK call on java.util.concurrent...
 *         at ...
 * </pre>
 *
 * <p>Greenlets spawned by the same one that are in the same place are put together. What the JDK
 * knows of threads that are no greenlets, {@code jcmd PID Thread.dump_to_file} tells.
 *
 * <p>Thread rule: all methods may be called from any thread, while the hubs run or hang.
 */
public final class RunInfo {
  private RunInfo() {}

  /**
   * Returns the state of all hubs; switches only as {@link GreenletTree#forest} does. gevent:
   * {@code util.format_run_info}.
   *
   * @return lines of text, with a line feed after each
   */
  public static String text() {
    CoreAccess.get();
    List<Loop> loops = Inspection.loops();
    StringBuilder text = new StringBuilder();
    text.append(loops.size()).append(loops.size() == 1 ? " hub\n" : " hubs\n");
    for (Loop loop : loops) {
      text.append('\n').append(Inspection.describe(loop)).append('\n');
      TreeText.append(GreenletTree.of(loop), text);
    }
    return text.toString();
  }

  /**
   * Prints the state of all hubs; switches only as {@link GreenletTree#forest} does.
   *
   * @param out where to; not null
   */
  public static void print(PrintStream out) {
    out.print(text());
    out.flush();
  }

  /**
   * Prints the state of all hubs on the standard error stream whenever the operating system sends a
   * signal, from now on; does not switch. It does so on a thread of the JDK, since the hubs may
   * hang: a handler that is a greenlet, as {@link io.greenlet.process.SignalHandler} has it, might
   * never run. While a signal is handled, no wait ends by {@link io.greenlet.LoopExit}.
   *
   * @param signal its name without {@code SIG}, as in {@code USR2}
   * @throws IllegalArgumentException if the system has no such signal, or the JVM keeps it for
   *     itself
   * @throws GreenletError if the JVM runs without the module {@code jdk.unsupported}
   */
  public static void printOnSignal(String signal) {
    OsSignals.add(Objects.requireNonNull(signal, "signal"), () -> print(System.err));
  }
}
