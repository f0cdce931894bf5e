package io.greenlet.patch;

import io.greenlet.Hub;
import java.util.concurrent.atomic.AtomicInteger;

/** The hubs that converted threads are spread over, each started with its first thread. */
final class Hubs {
  private final Hub[] hubs;
  private final AtomicInteger turn = new AtomicInteger();

  Hubs(int count) {
    hubs = new Hub[count];
  }

  /** The hub for the next thread, in turn. */
  Hub next() {
    return hubs.length == 1 ? get(0) : get(Math.floorMod(turn.getAndIncrement(), hubs.length));
  }

  private synchronized Hub get(int index) {
    if (hubs[index] == null) {
      hubs[index] = Hub.start(Integer.toString(index));
    }
    return hubs[index];
  }

  @Override
  public String toString() {
    return "hubs: " + hubs.length;
  }
}
