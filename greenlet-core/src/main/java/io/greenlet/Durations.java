package io.greenlet;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as the internals count them. */
final class Durations {
  private Durations() {}

  /** In nanoseconds; what is more than 146 years is just that, and less than nothing is nothing. */
  static long nanos(Duration duration) {
    return Math.clamp(TimeUnit.NANOSECONDS.convert(duration), 0, Long.MAX_VALUE / 2);
  }
}
