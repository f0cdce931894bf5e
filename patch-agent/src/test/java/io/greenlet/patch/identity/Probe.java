package io.greenlet.patch.identity;

import java.util.function.Supplier;

/** Asks for the current thread; loaded by several loaders, and initialised by several threads. */
public final class Probe implements Supplier<Thread> {
  /** Who has initialised this class. */
  public static final Thread INITIALISER = Thread.currentThread();

  private final Thread maker = Thread.currentThread();

  @Override
  public Thread get() {
    Supplier<Thread> reference = Thread::currentThread;
    Thread here = Thread.currentThread();
    if (here != reference.get() || here != maker) {
      throw new AssertionError(here + " made by " + maker);
    }
    return here;
  }
}
