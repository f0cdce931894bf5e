package io.greenlet.battery;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.internal.VirtualClock;
import java.time.Duration;

/**
 * Greenlets of the calling plain thread, whose hub may have a virtual clock. Our own waits obey
 * that; the JDK's have timers of their own.
 */
final class GreenletStage implements Stage {
  private final ThreadStage realTime = new ThreadStage(Mode.LIBRARY);

  /** Null for the time of the system. */
  private final VirtualClock clock;

  private GreenletStage(VirtualClock clock) {
    this.clock = clock;
  }

  static GreenletStage inRealTime() {
    return new GreenletStage(null);
  }

  /** Where nothing is ready, time jumps to the next timer; so limits are held to the nanosecond. */
  static GreenletStage inVirtualTime() {
    return new GreenletStage(VirtualClock.install());
  }

  @Override
  public Mode mode() {
    return Mode.LIBRARY;
  }

  @Override
  public End start(String name, Runnable body) {
    Greenlet<Void> greenlet = Greenlets.spawn(body::run);
    greenlet.thread().setName(name);
    return greenlet::join;
  }

  @Override
  public void pause() {
    Greenlets.yieldNow();
  }

  @Override
  public void sleep(Operation<?> operation, Duration duration) throws InterruptedException {
    if (operation.isLimitedByHub()) {
      Greenlets.sleep(duration);
    } else {
      realTime.sleep(operation, duration);
    }
  }

  @Override
  public long now(Operation<?> operation) {
    return obeysTheClock(operation) ? clock.elapsed().toNanos() : realTime.now(operation);
  }

  @Override
  public boolean isEarly(Operation<?> operation, long nanos, Duration limit) {
    return obeysTheClock(operation)
        ? nanos != limit.toNanos()
        : realTime.isEarly(operation, nanos, limit);
  }

  private boolean obeysTheClock(Operation<?> operation) {
    return clock != null && operation.isLimitedByHub();
  }
}
