package io.greenlet.patch;

import io.greenlet.diagnostics.BlockingMonitor;
import io.greenlet.diagnostics.RunInfo;
import java.time.Duration;

/** What looks into a program that knows nothing of greenlets: the options dump and blocked. */
final class Diagnostics {
  private Diagnostics() {}

  /** Starts what is asked for; throws, naming the option, if there is no such signal. */
  static void start(Options options) {
    if (!options.dump().isEmpty()) {
      try {
        RunInfo.printOnSignal(options.dump());
      } catch (IllegalArgumentException e) {
        throw new AgentFailure("option 'dump=" + options.dump() + "': " + e.getMessage(), e);
      }
    }
    if (options.blocked() > 0) {
      // It ends with the JVM.
      BlockingMonitor.start(Duration.ofMillis(options.blocked()));
    }
  }
}
