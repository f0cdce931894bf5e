package io.greenlet.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** What a hub waits for descriptors with, in tests: it notes what it is asked, and does it. */
final class FakePoll implements EventPoll {
  /** What was asked, in order. */
  final List<String> asked = new ArrayList<>();

  /** What happens in the system while a descriptor is being registered, for good or once. */
  IntConsumer whenRegistered = fd -> {};

  /** What happens while the driver waits here. */
  Runnable whenPolled = () -> {};

  boolean alwaysReady;
  boolean refuses;

  @Override
  public void registerForGood(int fd) throws IOException {
    asked.add("register " + fd);
    registered(fd);
  }

  @Override
  public boolean registerOnce(int fd, int event) throws IOException {
    asked.add("register " + fd + " once for " + event);
    registered(fd);
    return !alwaysReady;
  }

  private void registered(int fd) throws IOException {
    whenRegistered.accept(fd);
    if (refuses) {
      throw new IOException("refused");
    }
  }

  @Override
  public int poll(long nanos, Sink sink) {
    asked.add("poll " + nanos);
    whenPolled.run();
    return 0;
  }

  @Override
  public void wake() {
    asked.add("wake");
  }

  @Override
  public void close() {
    asked.add("close");
  }
}
