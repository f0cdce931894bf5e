package io.greenlet.internal;

/**
 * A call by which a virtual thread of a hub may block the thread that drives the hub, such as the
 * read of a file: between {@link #begin} and {@link #end}, others may drive, and the caller must
 * touch nothing but what the call needs. On any other thread both do nothing.
 *
 * <p>The loading of a class is no such call, though it reads files: it happens in the midst of any
 * code, where nobody expects another greenlet to run, and with the JVM's and the loaders' locks
 * held, which those that drive may need.
 */
public final class BlockingRegion {
  private BlockingRegion() {}

  /** Loads what begin and end may need, while nobody keeps a class loader from loading. */
  public static void prepare() {
    Watcher.prepare();
  }

  /** The call begins. Regions may be nested: the first end ends all. */
  public static void begin() {
    Strand scheduler = Strand.schedulerOf(Thread.currentThread());
    if (scheduler != null) {
      scheduler.loop().baton().enter();
    }
  }

  /** The call has ended; waits until nobody else drives the hub. Must follow in a finally block. */
  public static void end() {
    Strand scheduler = Strand.schedulerOf(Thread.currentThread());
    if (scheduler != null) {
      scheduler.loop().baton().leave();
    }
  }

  /**
   * As {@link #begin}, for the JDK's calls: does nothing in the loading of a class.
   *
   * @return whether there is something to end
   */
  public static boolean beginCall() {
    Strand scheduler = Strand.schedulerOf(Thread.currentThread());
    if (scheduler == null || scheduler.isLoading()) {
      return false;
    }
    scheduler.loop().baton().enter();
    return true;
  }

  /** Ends {@link #beginCall}. */
  public static void endCall() {
    Strand scheduler = Strand.schedulerOf(Thread.currentThread());
    if (scheduler != null && !scheduler.isLoading()) {
      scheduler.loop().baton().leave();
    }
  }

  /**
   * What was called calls back: while the code runs that it calls, the call has ended, and {@link
   * #begin} is to follow. A thread that nobody has announced and that has lost its hub all the same
   * is taken for one in a call.
   *
   * @return whether the current thread is in a call
   */
  public static boolean suspendCall() {
    Strand scheduler = Strand.schedulerOf(Thread.currentThread());
    if (scheduler == null || scheduler.isLoading() || scheduler.loop().baton().isHeldHere()) {
      return false;
    }
    scheduler.loop().baton().leave();
    return true;
  }

  /** A class loader begins to look for a class; may be nested. */
  public static void beginLoading() {
    Strand current = Strand.ownerOf(Thread.currentThread());
    if (current != null) {
      current.countLoading(1);
    }
  }

  /** Ends {@link #beginLoading}. */
  public static void endLoading() {
    Strand current = Strand.ownerOf(Thread.currentThread());
    if (current != null) {
      current.countLoading(-1);
    }
  }
}
