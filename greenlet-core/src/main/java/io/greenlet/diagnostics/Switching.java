package io.greenlet.diagnostics;

import io.greenlet.GreenletError;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.Inspection;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Holds a piece of code to what it says of switching; made for static import, in tests and while
 * debugging. Each method runs the code here and now, so it switches if that does; and may be used
 * within another. gevent: {@code util.assert_switches}.
 *
 * <p>To switch means here that the hub got the chance to run others, whether or not there were any.
 *
 * <p>Thread rule: all methods may be called in a greenlet or on a plain thread.
 */
public final class Switching {
  private Switching() {}

  /**
   * Runs code that must switch at least once.
   *
   * @param body the code; not null
   * @throws AssertionError if it has not switched
   * @throws Exception what it threw; then nothing else is checked
   * @throws GreenletError if the current thread is a virtual thread without a hub
   */
  public static void assertSwitches(ThrowingRunnable body) throws Exception {
    Strand self = Strand.current();
    long before = Inspection.runs(self.loop());
    body.run();
    if (Inspection.runs(self.loop()) == before) {
      throw new AssertionError(
          self + " has not switched: nobody else of hub " + self.loop().name() + " could run");
    }
  }

  /**
   * Runs code that must let others run at least every so often. It is looked at from another
   * thread; what takes between the limit and half as much again may pass. Waits count for nothing,
   * and neither does what others do.
   *
   * @param mostBlocking how long it may keep others from running at a time; positive
   * @param body the code; not null
   * @throws AssertionError if it has kept others from running for longer; the cause has the stack
   *     trace of the first place where it did
   * @throws Exception what it threw; then nothing else is checked
   * @throws GreenletError if the current thread is a virtual thread without a hub
   */
  public static void assertSwitches(Duration mostBlocking, ThrowingRunnable body) throws Exception {
    assertSwitches(mostBlocking, body, blocked -> {});
  }

  /** The same, and tells of each place. */
  static void assertSwitches(
      Duration mostBlocking, ThrowingRunnable body, Consumer<? super BlockingMonitor.Blocked> told)
      throws Exception {
    AtomicReference<BlockingMonitor.@Nullable Blocked> first = new AtomicReference<>();
    BlockingMonitor monitor =
        BlockingMonitor.start(
            mostBlocking,
            Strand.current(),
            blocked -> {
              first.compareAndSet(null, blocked);
              told.accept(blocked);
            });
    try (monitor) {
      body.run();
    }
    BlockingMonitor.Blocked blocked = first.get();
    if (blocked != null) {
      Throwable place = new Throwable("it was here");
      place.setStackTrace(blocked.stack().toArray(StackTraceElement[]::new));
      throw new AssertionError(
          blocked.greenlet().name()
              + " has not let others run for "
              + mostBlocking.toMillis()
              + " ms",
          place);
    }
  }

  /**
   * Runs code that must not switch, since others must not see what is half done.
   *
   * @param body the code; not null
   * @throws AssertionError if it has switched
   * @throws Exception what it threw; then nothing else is checked
   * @throws GreenletError if the current thread is a virtual thread without a hub
   */
  public static void assertDoesNotSwitch(ThrowingRunnable body) throws Exception {
    Strand self = Strand.current();
    long before = Inspection.runs(self.loop());
    body.run();
    if (Inspection.runs(self.loop()) != before) {
      throw new AssertionError(self + " has switched: others could see what it had half done");
    }
  }
}
