package io.greenlet.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as the internals count them. */
public final class Durations {
  private Durations() {}

  /** In nanoseconds; what is more than 146 years is just that, and less than nothing is nothing. */
  public static long nanos(Duration duration) {
    return Math.clamp(TimeUnit.NANOSECONDS.convert(duration), 0, Long.MAX_VALUE / 2);
  }
}
