package io.greenlet.bench.program;

import io.greenlet.Greenlets;
import io.greenlet.HubGroup;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/** Where the threads of a program come from. */
interface Threads {
  /** What a thread does. */
  @FunctionalInterface
  interface Body {
    void run() throws InterruptedException;
  }

  /** Starts a thread. */
  void start(Body body);

  /** The current thread sleeps. */
  default void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /** Runs the main body as one of these threads and waits for its end. */
  default void runMain(Body main) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    start(() -> {
      main.run();
      ended.countDown();
    });
    ended.await();
  }

  /** Threads of the JDK. */
  static Threads of(ThreadFactory factory) {
    return body -> factory.newThread(task(body)).start();
  }

  private static Runnable task(Body body) {
    return () -> {
      try {
        body.run();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted by nobody", e);
      }
    };
  }

  /** Greenlets of the hub of this thread. */
  final class OfGreenlets implements Threads {
    @Override
    public void start(Body body) {
      Greenlets.spawn(body::run);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      Greenlets.sleep(time);
    }

    @Override
    public void runMain(Body main) throws InterruptedException {
      Greenlets.spawn(main::run).join();
    }
  }

  /** Greenlets of two hubs, each on a carrier of its own, in turn. */
  final class OfTwoHubs implements Threads {
    private final HubGroup hubs = HubGroup.of(2);

    @Override
    public void start(Body body) {
      hubs.spawn(() -> {
        body.run();
        return null;
      });
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      Greenlets.sleep(time);
    }
  }
}
