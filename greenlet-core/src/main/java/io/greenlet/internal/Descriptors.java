package io.greenlet.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The descriptors that virtual threads of one hub wait for.
 *
 * <p>A descriptor is registered once, for the edges of both directions, with the first wait for it.
 * An edge that finds nobody waiting is remembered, so that the next wait ends at once: at worst a
 * read is tried in vain. The callers, all in the JDK, try first and wait then, so what they have
 * missed, they see.
 *
 * <p>A read that got less than it asked for has emptied the descriptor, so the next one would be in
 * vain until there is an edge; it is spared ({@link #wouldBlock}).
 *
 * <p>A number may be closed and used again without this hearing of it first. So each close counts,
 * before and after ({@link #closing}), and a wait that finds the count changed registers again.
 *
 * <p>Touched only on the hub, where no comment says otherwise.
 */
final class Descriptors implements EventPoll.Sink {
  /** How many descriptors there may be; higher ones are left to the JDK's own poller. */
  private static final int CHUNKS = 1024;

  private static final int CHUNK = 1024;

  /** How often each number was closed, in both halves; touched by any thread. */
  private static final AtomicReferenceArray<AtomicIntegerArray> CLOSINGS =
      new AtomicReferenceArray<>(CHUNKS);

  /** One descriptor. */
  private static final class Descriptor {
    /** What {@link #closings} said when it was registered for good; -1 for never. */
    private int registeredAt = -1;

    /** What {@link #closings} said when it turned out to be always ready; -1 for never. */
    private int alwaysReadyAt = -1;

    /** Whether an edge came that nobody waited for. */
    private boolean readable;

    private boolean writable;

    /** Whether a read has emptied it, and no edge came since. */
    private boolean empty;

    /**
     * Whether an edge told of anything else than data, such as the end of the stream: that does not
     * come twice, so from then on a read is always tried.
     */
    private boolean special;

    private @Nullable Wait readers;
    private @Nullable Wait writers;
  }

  /** One thread that waits. */
  private static final class Wait {
    private final Thread thread;
    private @Nullable Wait next;

    /** Whether what it waits for has come. */
    private boolean over;

    Wait(Thread thread, @Nullable Wait next) {
      this.thread = thread;
      this.next = next;
    }

    /** The first use of a class since the wait began may have used up the unpark that ended it. */
    boolean hasToPark() {
      Strand killable = Strand.ownerOf(thread);
      return !over && (killable == null || !killable.hasPending());
    }
  }

  private final EventPoll events;
  private @Nullable Descriptor[] table = new Descriptor[64];
  private int waiting;

  Descriptors(EventPoll events) {
    this.events = events;
  }

  // -- closes, from any thread

  /** A descriptor is about to be closed, or has been: called before and after. */
  static void closing(int fd) {
    AtomicIntegerArray chunk = isCounted(fd) ? CLOSINGS.get(fd / CHUNK) : null;
    if (chunk != null) {
      chunk.incrementAndGet(fd % CHUNK);
    }
  }

  private static int closings(int fd) {
    AtomicIntegerArray chunk = CLOSINGS.get(fd / CHUNK);
    if (chunk == null) {
      CLOSINGS.compareAndSet(fd / CHUNK, null, new AtomicIntegerArray(CHUNK));
      chunk = CLOSINGS.get(fd / CHUNK);
    }
    return chunk.get(fd % CHUNK);
  }

  /** Whether a descriptor's number is one that this can look after. */
  static boolean isCounted(int fd) {
    return fd >= 0 && fd < CHUNKS * CHUNK;
  }

  // -- waiting, by the virtual threads of the hub

  /** Whether anybody waits. */
  boolean isWaiting() {
    return waiting > 0;
  }

  /**
   * Parks the current thread until a descriptor is ready, or for no reason.
   *
   * <p>The wait is known before the descriptor is registered: if the first use of a class in
   * between makes this thread wait inside of the JVM, others drive meanwhile, and may see it ready.
   *
   * @param nanos how long at most; 0 for no limit
   * @param isOpen asked once the wait is known; if false, it ends
   */
  void await(int fd, int event, long nanos, BooleanSupplier isOpen) throws IOException {
    Descriptor descriptor = descriptor(fd);
    Wait wait = begin(descriptor, event);
    try {
      int closings = closings(fd);
      if (descriptor.registeredAt != closings) {
        descriptor.readable = false;
        descriptor.writable = false;
        descriptor.empty = false;
        descriptor.special = false;
        events.registerForGood(fd);
        descriptor.registeredAt = closings;
      } else if (takeEdge(descriptor, event)) {
        return;
      }
      if (isOpen.getAsBoolean()) {
        park(wait, nanos);
      }
    } finally {
      end(descriptor, wait);
    }
  }

  /** As {@link #await} for a selector, which is not to be registered for good. */
  void awaitSelector(int fd, long nanos) throws IOException {
    awaitOnce(descriptor(fd), fd, nanos);
  }

  /** Answers false if what the descriptor stands for is always ready. */
  private boolean awaitOnce(Descriptor descriptor, int fd, long nanos) throws IOException {
    descriptor.registeredAt = -1;
    Wait wait = begin(descriptor, EventPoll.READ);
    try {
      boolean registered = events.registerOnce(fd, EventPoll.READ);
      if (registered) {
        park(wait, nanos);
      }
      return registered;
    } finally {
      end(descriptor, wait);
    }
  }

  /**
   * Waits until a stream can be read, which another process may do as well. Returns at once from
   * what is always ready, as a file is.
   */
  void awaitStream(int fd) throws IOException {
    Descriptor descriptor = descriptor(fd);
    int closings = closings(fd);
    if (descriptor.alwaysReadyAt == closings) {
      return;
    }
    if (!awaitOnce(descriptor, fd, 0)) {
      descriptor.alwaysReadyAt = closings;
    }
  }

  /** Whether there is nothing to read, for sure. */
  boolean wouldBlock(int fd) {
    Descriptor descriptor = fd < table.length ? table[fd] : null;
    return descriptor != null
        && descriptor.empty
        && !descriptor.special
        && descriptor.registeredAt == closings(fd);
  }

  /** A read of a stream was tried, and has emptied it, or not. */
  void tried(int fd, boolean emptied) {
    Descriptor descriptor = fd < table.length ? table[fd] : null;
    if (descriptor != null) {
      descriptor.empty = emptied;
    }
  }

  private Descriptor descriptor(int fd) {
    if (fd >= table.length) {
      table = Arrays.copyOf(table, Math.max(fd + 1, table.length * 2));
    }
    Descriptor descriptor = table[fd];
    if (descriptor == null) {
      descriptor = new Descriptor();
      table[fd] = descriptor;
    }
    return descriptor;
  }

  private static boolean takeEdge(Descriptor descriptor, int event) {
    boolean taken;
    if (event == EventPoll.READ) {
      taken = descriptor.readable;
      descriptor.readable = false;
    } else {
      taken = descriptor.writable;
      descriptor.writable = false;
    }
    return taken;
  }

  private Wait begin(Descriptor descriptor, int event) {
    Wait wait;
    if (event == EventPoll.READ) {
      wait = new Wait(Thread.currentThread(), descriptor.readers);
      descriptor.readers = wait;
    } else {
      wait = new Wait(Thread.currentThread(), descriptor.writers);
      descriptor.writers = wait;
    }
    waiting++;
    return wait;
  }

  private static void park(Wait wait, long nanos) {
    if (!wait.hasToPark()) {
      return;
    }
    if (nanos > 0) {
      LockSupport.parkNanos(nanos);
    } else {
      LockSupport.park();
    }
  }

  private void end(Descriptor descriptor, Wait wait) {
    waiting--;
    if (!wait.over) {
      descriptor.readers = without(descriptor.readers, wait);
      descriptor.writers = without(descriptor.writers, wait);
    }
  }

  private static @Nullable Wait without(@Nullable Wait list, Wait gone) {
    if (list == gone) {
      return gone.next;
    }
    for (Wait wait = list; wait != null; wait = wait.next) {
      if (wait.next == gone) {
        wait.next = gone.next;
        break;
      }
    }
    return list;
  }

  // -- what is ready, by the driver

  /** Wakes who waits for what is ready; see {@link EventPoll#poll}. */
  int poll(long nanos) throws IOException {
    return events.poll(nanos, this);
  }

  /** Ends a wait in {@link #poll}; from any thread. */
  void wake() {
    events.wake();
  }

  void close() {
    events.close();
  }

  @Override
  public void ready(int fd, int ready) {
    Descriptor descriptor = fd < table.length ? table[fd] : null;
    if (descriptor == null) {
      return;
    }
    boolean both = (ready & ~(EventPoll.READ | EventPoll.WRITE)) != 0;
    descriptor.special |= both;
    if (both || (ready & EventPoll.READ) != 0) {
      descriptor.empty = false;
      descriptor.readable = descriptor.readers == null;
      descriptor.readers = unparkAll(descriptor.readers);
    }
    if (both || (ready & EventPoll.WRITE) != 0) {
      descriptor.writable = descriptor.writers == null;
      descriptor.writers = unparkAll(descriptor.writers);
    }
  }

  /** Ends the waits for a descriptor that is being closed. */
  void stop(int fd, int event) {
    Descriptor descriptor = fd < table.length ? table[fd] : null;
    if (descriptor != null) {
      if ((event & EventPoll.READ) != 0) {
        descriptor.readers = unparkAll(descriptor.readers);
      }
      if ((event & EventPoll.WRITE) != 0) {
        descriptor.writers = unparkAll(descriptor.writers);
      }
    }
  }

  private static @Nullable Wait unparkAll(@Nullable Wait list) {
    for (Wait wait = list; wait != null; wait = wait.next) {
      wait.over = true;
      LockSupport.unpark(wait.thread);
    }
    return null;
  }
}
