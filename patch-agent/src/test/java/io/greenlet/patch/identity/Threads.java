package io.greenlet.patch.identity;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** What the checks have in common: to make threads, to wait for them, to say how a call failed. */
final class Threads {
  private Threads() {}

  /** Runs a body in a thread of its own and waits for its result. */
  static <T> T inThread(Callable<T> body) throws Exception {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread thread =
        new Thread(() -> {
          try {
            result.set(body.call());
          } catch (Exception e) {
            failure.set(e);
          }
        });
    thread.start();
    thread.join();
    if (failure.get() != null) {
      throw failure.get();
    }
    return result.get();
  }

  /** A started thread that waits until the latch opens. */
  static Thread waiting(String name, CountDownLatch release) {
    Thread thread = new Thread(() -> await(release), name);
    thread.start();
    until(thread, Thread.State.WAITING);
    return thread;
  }

  /** Waits without minding interrupts, which are kept. */
  static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** For what cannot tell by itself that it has happened. */
  static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.yield();
    }
  }

  static void until(Thread thread, Thread.State state) {
    until(() -> thread.getState() == state);
  }

  /** What a call throws, without what the JVM adds to messages. */
  static String failure(Identity.Check call) {
    try {
      call.run();
      return "none";
    } catch (Exception e) {
      return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
  }
}
