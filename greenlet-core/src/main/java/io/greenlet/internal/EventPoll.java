package io.greenlet.internal;

import java.io.IOException;

/** What tells a hub which descriptors are ready; {@link EPoll} outside of tests. */
interface EventPoll {
  /** There is something to read, or to accept. */
  int READ = 0x1;

  /** There is room to write, or a connection was made. */
  int WRITE = 0x4;

  /** Takes what is ready. */
  @FunctionalInterface
  interface Sink {
    /**
     * A descriptor is ready.
     *
     * @param events {@link #READ}, {@link #WRITE}, and others, which count as both
     */
    void ready(int fd, int events);
  }

  /** Tells every change from not ready to ready from now on, and what is ready now. */
  void registerForGood(int fd) throws IOException;

  /**
   * Tells one event once, now if it is there; nothing else of this descriptor.
   *
   * @return false if what it stands for is always ready, as a file is
   */
  boolean registerOnce(int fd, int event) throws IOException;

  /**
   * Passes on what is ready; if nothing is, waits.
   *
   * @param nanos how long at most; {@link Long#MAX_VALUE} for no limit, 0 for not at all
   * @return how many descriptors are ready
   */
  int poll(long nanos, Sink sink) throws IOException;

  /** Ends a wait in {@link #poll}, or the next; from any thread. */
  void wake();

  void close();
}
