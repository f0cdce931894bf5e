package io.greenlet.internal;

import java.io.IOException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Waits for descriptors, as the JDK's {@code Poller} offers them to virtual threads, answered by
 * the hub that schedules the current one. For the agent, which weaves them in.
 */
public final class Readiness {
  /** The hubs that have descriptors, and have not ended. */
  private static final CopyOnWriteArrayList<Loop> LOOPS = new CopyOnWriteArrayList<>();

  private Readiness() {}

  /**
   * Lets the hub run others until a descriptor is ready, or for no reason.
   *
   * @param event one of {@code POLLIN} and {@code POLLOUT}
   * @param nanos how long at most; 0 for no limit
   * @param isOpen whether the descriptor's owner is open, asked before the wait
   * @return false if the JDK has to do it, because no hub schedules the current thread, or this is
   *     not Linux
   */
  public static boolean await(int fd, int event, long nanos, BooleanSupplier isOpen)
      throws IOException {
    Descriptors descriptors = descriptors(fd);
    if (descriptors == null) {
      return false;
    }
    descriptors.await(fd, event, nanos, isOpen);
    return true;
  }

  /** As {@link #await} for a selector's own descriptor. */
  public static boolean awaitSelector(int fd, long nanos) throws IOException {
    Descriptors descriptors = descriptors(fd);
    if (descriptors == null) {
      return false;
    }
    descriptors.awaitSelector(fd, nanos);
    return true;
  }

  /**
   * Lets the hub run others until a descriptor can be read, or for no reason; returns at once if no
   * hub schedules the current thread, or if that is in a call already.
   */
  public static void awaitReadable(int fd) throws IOException {
    Strand scheduler = Strand.schedulerOf(Thread.currentThread());
    if (scheduler == null || !scheduler.loop().isOnHub()) {
      return;
    }
    Descriptors descriptors = descriptors(fd);
    if (descriptors != null) {
      descriptors.awaitStream(fd);
    }
  }

  /** Whether a read of a stream socket by the current thread would find nothing, for sure. */
  public static boolean wouldBlock(int fd) {
    Descriptors descriptors = descriptorsHere();
    return descriptors != null && Descriptors.isCounted(fd) && descriptors.wouldBlock(fd);
  }

  /**
   * The current thread has tried to read a stream socket.
   *
   * @param emptied whether it got less than it asked for
   */
  public static void tried(int fd, boolean emptied) {
    Descriptors descriptors = descriptorsHere();
    if (descriptors != null && Descriptors.isCounted(fd)) {
      descriptors.tried(fd, emptied);
    }
  }

  /** Those of the current thread's hub; null if it has none, or the thread does not hold it. */
  private static @Nullable Descriptors descriptorsHere() {
    Strand scheduler = Strand.schedulerOf(Thread.currentThread());
    if (scheduler == null || !scheduler.loop().isOnHub()) {
      return null;
    }
    return scheduler.loop().idling().descriptorsOrNull();
  }

  private static @Nullable Descriptors descriptors(int fd) throws IOException {
    Strand scheduler = Strand.schedulerOf(Thread.currentThread());
    if (scheduler == null || !Descriptors.isCounted(fd)) {
      return null;
    }
    Loop loop = scheduler.loop();
    loop.baton().ensureHeld();
    Descriptors descriptors = loop.idling().descriptorsOrNull();
    if (descriptors == null) {
      descriptors = loop.idling().descriptors();
      if (descriptors != null) {
        LOOPS.addIfAbsent(loop);
      }
    }
    return descriptors;
  }

  /** Ends the waits for a descriptor, on every hub; from any thread. */
  public static void stop(int fd, int event) {
    for (Loop loop : LOOPS) {
      if (loop.isOver()) {
        LOOPS.remove(loop);
      } else {
        loop.order(() -> {
          Descriptors descriptors = loop.idling().descriptorsOrNull();
          if (descriptors != null) {
            descriptors.stop(fd, event);
          }
        });
      }
    }
  }

  /** A descriptor is about to be closed or replaced, or has been: to be called before and after. */
  public static void closing(int fd) {
    Descriptors.closing(fd);
  }
}
