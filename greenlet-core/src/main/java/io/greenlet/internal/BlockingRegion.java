package io.greenlet.internal;

/**
 * A call by which a virtual thread of a hub may block the thread that drives the hub, such as the
 * read of a file: between {@link #begin} and {@link #end}, others may drive, and the caller must
 * touch nothing but what the call needs. On any other thread both do nothing.
 */
public final class BlockingRegion {
  private BlockingRegion() {}

  /** Loads what begin and end may need: the loading of classes is a call that blocks itself. */
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
}
