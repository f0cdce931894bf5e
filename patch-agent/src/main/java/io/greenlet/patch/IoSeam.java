package io.greenlet.patch;

import io.greenlet.internal.BlockingRegion;
import io.greenlet.internal.CoreAccess;
import io.greenlet.internal.Readiness;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Answers the bridge's questions on input and output: each goes to the core. */
final class IoSeam extends GreenletIo {
  // What a greenlet waits for, in messages.
  private static final String SOCKET = "socket";
  private static final String SELECTOR = "selector";
  private static final String STREAM = "stream";

  private final CoreAccess core;

  private IoSeam(CoreAccess core) {
    this.core = core;
  }

  /** Makes this the one that answers; once in the life of a JVM, before anything is woven. */
  static void connect(CoreAccess core) {
    BlockingRegion.prepare();
    install(new IoSeam(core));
  }

  /** Whether a greenlet's thread waits here, which for a platform thread is a system call. */
  static boolean isWaiting(Thread mounted) {
    CoreAccess core = CoreAccess.get();
    return core.isWaiting(mounted, SOCKET)
        || core.isWaiting(mounted, SELECTOR)
        || core.isWaiting(mounted, STREAM);
  }

  @Override
  protected boolean awaitReady(int fd, int event, long nanos, BooleanSupplier isOpen)
      throws IOException {
    core.beginWait(SOCKET);
    try {
      return Readiness.await(fd, event, nanos, isOpen);
    } finally {
      core.endWait();
    }
  }

  @Override
  protected boolean awaitReadyThroughInterrupts(
      int fd, int event, long nanos, BooleanSupplier isOpen) throws IOException {
    if (core.faceOf(Thread.currentThread()) == null) {
      return false;
    }
    // With the status set, no park would wait; the caller tries again and comes back.
    boolean interrupted = Thread.interrupted();
    try {
      return awaitReady(fd, event, nanos, isOpen);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
        // Returns at once, and uses up the permit that came with the interrupt: else the next wait
        // would, and the next.
        LockSupport.park();
      }
    }
  }

  @Override
  protected boolean awaitSelector(int fd, long nanos) throws IOException {
    core.beginWait(SELECTOR);
    try {
      return Readiness.awaitSelector(fd, nanos);
    } finally {
      core.endWait();
    }
  }

  @Override
  protected void awaitReadable(int fd) throws IOException {
    core.beginWait(STREAM);
    try {
      Readiness.awaitReadable(fd);
    } finally {
      core.endWait();
    }
  }

  @Override
  protected boolean wouldBlock(int fd) {
    return Readiness.wouldBlock(fd);
  }

  @Override
  protected void tried(int fd, boolean emptied) {
    Readiness.tried(fd, emptied);
  }

  @Override
  protected void stop(int fd, int events) {
    Readiness.stop(fd, events);
  }

  @Override
  protected void changing(int fd) {
    Readiness.closing(fd);
  }

  @Override
  protected void beginWait() {
    core.beginWait(SOCKET);
  }

  @Override
  protected void endWait() {
    core.endWait();
  }

  @Override
  protected void beginCall() {
    BlockingRegion.beginCall();
  }

  @Override
  protected void endCall() {
    BlockingRegion.endCall();
  }

  @Override
  protected boolean beginForeignCall() {
    return BlockingRegion.beginCall();
  }

  @Override
  protected boolean suspendForeignCall() {
    return BlockingRegion.suspendCall();
  }

  @Override
  protected void resumeForeignCall() {
    BlockingRegion.begin();
  }

  @Override
  protected void endForeignCall() {
    BlockingRegion.end();
  }

  @Override
  protected void beginLoading() {
    BlockingRegion.beginLoading();
  }

  @Override
  protected void endLoading() {
    BlockingRegion.endLoading();
  }
}
