package io.greenlet.net;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import io.greenlet.pool.Group;
import io.greenlet.pool.Pool;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** The greenlet that takes what comes to a server, and starts one more for each. */
final class Acceptor implements Callable<@Nullable Void> {
  /** What is to be done with one that came. */
  interface Task extends ThrowingRunnable {
    /** It will be done by a handler, if that is not killed before. */
    default void admitted(Greenlet<Void> handler) {}

    /** It will not be done. */
    default void discard() {}
  }

  /** How long to wait after an error, at first and at most. */
  private static final Duration MIN_DELAY = Duration.ofMillis(10);

  private static final Duration MAX_DELAY = Duration.ofSeconds(1);

  /** How many are taken before those that were get a turn. */
  private static final int MOST_IN_A_ROW = 100;

  private final Server server;
  private final Group handlers;
  private final @Nullable Pool pool;

  Acceptor(Server server, Group handlers, @Nullable Pool pool) {
    this.server = server;
    this.handlers = handlers;
    this.pool = pool;
  }

  @Override
  public @Nullable Void call() throws InterruptedException {
    try {
      Duration delay = MIN_DELAY;
      for (int taken = 1; server.isServing(); ) {
        awaitPlace();
        try {
          handle(server.take());
          delay = MIN_DELAY;
          if (taken++ % MOST_IN_A_ROW == 0) {
            Greenlets.yieldNow();
          }
        } catch (IOException e) {
          if (server.isServing()) {
            backOff(e, delay);
            delay = min(delay.multipliedBy(2), MAX_DELAY);
          }
        }
      }
    } finally {
      if (server.isServing()) {
        server.shut();
      }
    }
    return null;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void awaitPlace() throws InterruptedException {
    if (pool != null) {
      pool.awaitFree();
    }
  }

  private void backOff(IOException e, Duration delay) throws InterruptedException {
    boolean over = server.isSocketClosed();
    String next = over ? "its socket was closed, so it ends" : "it tries again in " + delay;
    Strand self = Strand.current();
    self.loop()
        .failures()
        .report(self, new IOException(server + " could take nothing; " + next, e));
    if (over) {
      server.shut();
    } else {
      Greenlets.sleep(delay);
    }
  }

  /** Runs a task as a greenlet, unless the server ends or the acceptor is killed meanwhile. */
  private void handle(Task task) throws InterruptedException {
    Greenlet<Void> handler =
        Greenlet.of(() -> {
          task.run();
          return null;
        });
    boolean started = false;
    try {
      if (pool != null) {
        pool.add(handler);
      }
      if (server.isServing()) {
        handlers.add(handler);
        task.admitted(handler);
        handler.start();
        started = true;
      }
    } finally {
      if (!started) {
        task.discard();
        if (pool != null) {
          pool.discard(handler);
        }
      }
    }
  }
}
