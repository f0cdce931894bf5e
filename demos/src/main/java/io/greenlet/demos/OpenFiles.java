package io.greenlet.demos;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files, connections among them, a process may have open here. */
final class OpenFiles {
  /** What a JVM has open beside its connections, generously. */
  private static final int OTHERS = 200;

  private OpenFiles() {}

  /**
   * Whether a JVM may have so many connections; if not, says what is left out for that, and why. A
   * JVM has raised its limit as far as it may by itself.
   */
  static boolean allow(int connections, String what) {
    int needed = connections + OTHERS;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < needed) {
      System.out.printf(
          "The %s are left out: they need %,d open files in one process, and this system allows"
              + " %,d (ulimit -Hn).%n",
          what, needed, system.getMaxFileDescriptorCount());
      return false;
    }
    return true;
  }
}
