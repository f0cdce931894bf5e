package io.greenlet.diagnostics;

import io.greenlet.Greenlet;
import io.greenlet.Hub;
import java.util.concurrent.CountDownLatch;

/** A greenlet of a hub of its own that computes, and so keeps the hub, until it is closed. */
final class Spinner implements AutoCloseable {
  private final Hub hub = Hub.start("of-spinner");
  private final CountDownLatch spinning = new CountDownLatch(1);
  private volatile boolean free;
  private final Greenlet<Object> greenlet;

  Spinner() throws InterruptedException {
    greenlet = hub.spawn(this::spin);
    spinning.await();
  }

  private Object spin() {
    spinning.countDown();
    while (!free) {
      Thread.onSpinWait();
    }
    return this;
  }

  Greenlet<Object> greenlet() {
    return greenlet;
  }

  Hub hub() {
    return hub;
  }

  /** Lets the greenlet end, and waits for that. */
  void free() throws InterruptedException {
    free = true;
    greenlet.join();
  }

  @Override
  public void close() {
    free = true;
    hub.close();
  }
}
