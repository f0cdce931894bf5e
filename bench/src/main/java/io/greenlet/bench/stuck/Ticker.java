package io.greenlet.bench.stuck;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A thread that does nothing but wake up every five milliseconds, and knows how late it was. */
final class Ticker {
  private static final long PERIOD_MILLIS = 5;

  /**
   * What became of it during one call.
   *
   * @param ticks how often it woke up before the call ended
   * @param worst how many milliseconds it was late, at most
   */
  record Observation(long ticks, double worst) {
    @Override
    public String toString() {
      return "%d ticks, %.1f ms late".formatted(ticks, worst);
    }
  }

  private final AtomicLong ticks = new AtomicLong();
  private final AtomicLong worstNanos = new AtomicLong();

  /** Starts one. */
  static Ticker start() {
    Ticker ticker = new Ticker();
    Thread thread = new Thread(ticker::run, "ticker");
    thread.setDaemon(true);
    thread.start();
    return ticker;
  }

  private void run() {
    try {
      while (true) {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
        Thread.sleep(PERIOD_MILLIS);
        worstNanos.accumulateAndGet(System.nanoTime() - due, Math::max);
        ticks.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Watches it during a call. */
  Observation during(Call.Blocking call) throws Exception {
    long before = ticks.get();
    worstNanos.set(0);
    call.run();
    long after = ticks.get();
    // The tick that the end of the call found waiting is late, too.
    while (ticks.get() == after) {
      Thread.sleep(1);
    }
    return new Observation(after - before, worstNanos.get() / 1e6);
  }
}
