package io.greenlet.battery;

import java.time.Duration;

/** Ordinary threads, which the agent makes greenlets, or not. */
record ThreadStage(Mode mode) implements Stage {
  @Override
  public End start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread::join;
  }

  @Override
  public void pause() {
    Thread.yield();
  }

  @Override
  public void sleep(Operation<?> operation, Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  @Override
  public long now(Operation<?> operation) {
    return System.nanoTime();
  }

  /** Limits in milliseconds are rounded by those who wait, some of them down. */
  @Override
  public boolean isEarly(Operation<?> operation, long nanos, Duration limit) {
    return nanos < limit.toNanos() - limit.toNanos() / 10;
  }
}
