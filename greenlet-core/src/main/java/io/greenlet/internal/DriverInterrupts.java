package io.greenlet.internal;

import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Sees the interrupts of a plain thread while it drives its hub.
 *
 * <p>Its interrupt status alone would lose them: a virtual thread that is mounted or unmounted
 * clears the status of its carrier. So the thread is marked as blocked on a channel, which the JDK
 * closes when the thread is interrupted. The mark is left in place when the thread drives no more,
 * since to set it takes as long as a third of a switch; then the status is right by itself.
 *
 * <p>Touched by the driver only, apart from the closing.
 */
final class DriverInterrupts {
  private static final class Mark extends AbstractInterruptibleChannel {
    @Override
    protected void implCloseChannel() {
      // That it is closed is all there is to know.
    }

    void set() {
      begin();
    }
  }

  private Mark mark = new Mark();

  /** What the thread is marked with; null before the first time. */
  private @Nullable Object marked;

  /** Begins to look; the current thread is the driver, and carries nothing. */
  void watch(Thread driver) {
    if (!mark.isOpen()) {
      mark = new Mark();
      marked = null;
    }
    if (marked == null || VirtualThreads.blockerOf(driver) != marked) {
      mark.set();
      marked = VirtualThreads.blockerOf(driver);
    }
  }

  /** Whether the driver was interrupted since {@link #watch}. */
  boolean happened(Thread driver) {
    return !mark.isOpen() || driver.isInterrupted();
  }
}
