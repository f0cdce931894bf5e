package io.greenlet.internal;

import io.greenlet.ThrowingRunnable;

/** What is called when a strand has ended, on behalf of users. */
public final class Callbacks {
  private Callbacks() {}

  /** A callback of a user: runs in a strand of its own, unless it was taken back before. */
  private static final class Link implements EndListeners.Listener {
    private final Object key;
    private final Runnable callback;

    /** Touched by any thread: a link may be taken back while it is on its way. */
    private volatile boolean removed;

    Link(Object key, Runnable callback) {
      this.key = key;
      this.callback = callback;
    }

    @Override
    public void ended(Strand strand) {
      Loop by = strand.loop().isOver() ? Strand.current().loop() : strand.loop();
      new Strand((ThrowingRunnable) this::call, by.main()).start(0);
    }

    private void call() {
      if (!removed) {
        callback.run();
      }
    }
  }

  /**
   * Runs a callback in a strand of its own when a strand has ended, or now if it has.
   *
   * @param key names the callback for {@link #unlink}
   */
  public static void link(Strand strand, Object key, Runnable callback) {
    Link link = new Link(key, callback);
    if (!strand.addListener(link)) {
      strand.addTold(link);
      link.ended(strand);
    }
  }

  /** Takes the newest callback of a key back; one that was called or is being called is left. */
  public static void unlink(Strand strand, Object key) {
    Link link =
        (Link)
            strand.findListener(
                listener -> listener instanceof Link l && l.key == key && !l.removed);
    if (link != null) {
      link.removed = true;
      strand.removeListener(link);
    }
  }
}
