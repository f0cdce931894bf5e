package io.greenlet.pool;

import io.greenlet.Hub;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;

/**
 * A platform thread of a {@link ThreadPool}. Never converted by the agent, which leaves alone the
 * threads of this package.
 */
final class Worker extends Thread {
  private final ThreadPool pool;

  Worker(ThreadPool pool, Runnable work, String name) {
    super(null, work, name, 0, false);
    this.pool = pool;
    setDaemon(true);
  }

  /** The pool that the current thread works for; null if it is no worker. */
  static @Nullable ThreadPool currentPool() {
    return Thread.currentThread() instanceof Worker worker ? worker.pool : null;
  }

  @Override
  public void run() {
    super.run();
    if (Strand.currentOrNull() != null) {
      Hub.current().close(); // The calls it ran have used greenlets.
    }
  }
}
