package io.greenlet.net;

import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import io.greenlet.pool.Group;
import io.greenlet.pool.Pool;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A greenlet that takes what comes to a socket, and one more for each thing that came. What the
 * servers have in common. All of it may be used by any thread.
 */
abstract sealed class Server implements AutoCloseable permits StreamServer, DatagramServer {
  /**
   * What it does.
   *
   * <pre>
   *   NEW ──start──▶ SERVING ──stop──▶ STOPPING ──the handlers have ended──▶ CLOSED
   *    └────stop────────┼─────────────────▲ └──────────────close──────────────▲
   *                     └──────────────close, or the socket is gone───────────┘
   * </pre>
   *
   * A new one can be closed, too.
   */
  private enum State {
    NEW,
    SERVING,
    STOPPING,
    CLOSED
  }

  /** How long handlers have to end by themselves, and then to be unwound. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration UNWIND_TIMEOUT = Duration.ofSeconds(1);

  private final InetSocketAddress address;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final Group handlers = new Group();

  /** Null for no limit. Set before the start. */
  private volatile @Nullable Pool pool;

  /** Who takes what comes; null before the start. Set once. */
  private volatile @Nullable Greenlet<Void> acceptor;

  Server(@Nullable InetSocketAddress address) {
    if (address == null) {
      throw new IllegalArgumentException("the socket is not bound, so nobody could reach it");
    }
    this.address = address;
  }

  static BindException notBound(InetSocketAddress address, IOException cause) {
    BindException e = new BindException("cannot bind to " + address + ": " + cause.getMessage());
    e.initCause(cause);
    return e;
  }

  // -- what the servers differ in

  /** Takes one that came, waiting for it, and returns what is to be done with it. */
  abstract Acceptor.Task take() throws IOException;

  /** Whether the socket was closed, so that nothing will ever come. */
  abstract boolean isSocketClosed();

  /**
   * Takes no more, but leaves handlers what they need.
   *
   * @return whether nobody waits for what comes any more
   */
  abstract boolean refuse();

  /** Closes the socket; does nothing the second time. */
  abstract void closeSocket();

  // -- starting

  final void ensureNew(String what) {
    if (state.get() != State.NEW) {
      throw new GreenletError(what + " has to be set before " + this + " starts");
    }
  }

  final void setPool(Pool pool) {
    ensureNew("the pool");
    this.pool = Objects.requireNonNull(pool, "pool");
  }

  final synchronized void startOnce() {
    if (state.get() == State.NEW) {
      Greenlet<Void> taking = Greenlet.of(new Acceptor(this, handlers, pool));
      acceptor = taking;
      if (state.compareAndSet(State.NEW, State.SERVING)) {
        taking.start();
        return;
      }
      taking.killLater(new GreenletExit(this + " was closed"));
    }
    if (!isServing()) {
      throw new GreenletError(this + " has ended and cannot start again; make a new one");
    }
  }

  /**
   * Starts if that has not happened, and waits, switching to others, until the server takes nothing
   * more and its last handler has ended. If the current greenlet is killed or the current thread
   * interrupted meanwhile, the server is {@linkplain #stop() stopped} first. gevent: {@code
   * serve_forever}.
   *
   * @throws InterruptedException if the current thread is interrupted
   */
  public void serveForever() throws InterruptedException {
    if (state.get() == State.NEW) {
      startOnce();
    }
    boolean ended = false;
    try {
      Greenlet<Void> taking = acceptor;
      if (taking != null) {
        taking.join();
      }
      handlers.join();
      ended = true;
    } finally {
      if (!ended) {
        stop();
      }
    }
  }

  // -- ending

  /**
   * Stops, giving handlers 1 s, as gevent does; see {@link #stop(Duration)}.
   *
   * @return whether all handlers have ended
   * @throws InterruptedException if the current thread is interrupted while it waits
   */
  public boolean stop() throws InterruptedException {
    return stop(STOP_TIMEOUT);
  }

  /**
   * Takes nothing more and waits, switching to others, until all handlers have ended; those that
   * have not in time are killed, and have 1 s to unwind. Then the server is closed. gevent: {@code
   * stop}.
   *
   * @param timeout how long handlers have to end by themselves; zero or less gives them one turn
   * @return whether all handlers have ended, which a killed one may refuse
   * @throws InterruptedException if the current thread is interrupted while it waits; the handlers
   *     are killed then, and the server is closed all the same
   * @throws GreenletError if called by a handler, which would wait for its own end
   */
  public boolean stop(Duration timeout) throws InterruptedException {
    Objects.requireNonNull(timeout, "timeout");
    ensureOutside();
    state.updateAndGet(s -> s == State.CLOSED ? s : State.STOPPING);
    boolean drained = false;
    try {
      if (refuse()) {
        endAcceptor();
      }
      drained = handlers.join(timeout);
    } finally {
      if (!drained) {
        handlers.kill(UNWIND_TIMEOUT);
      }
      shut();
    }
    endAcceptor();
    return handlers.kill(UNWIND_TIMEOUT); // Who came after the look at the state.
  }

  private void ensureOutside() {
    Strand self = Strand.currentOrNull();
    if (self != null && self.handle() instanceof Greenlet<?> g && handlers.isMember(g)) {
      throw new GreenletError(
          "a handler of "
              + this
              + " stops its server and so waits for its own end; call close(), which does not"
              + " wait, or spawn a greenlet that calls stop");
    }
  }

  private void endAcceptor() throws InterruptedException {
    Greenlet<Void> taking = acceptor;
    if (taking != null) {
      taking.kill(new GreenletExit(this + " ends"), UNWIND_TIMEOUT);
    }
  }

  /**
   * Takes nothing more and closes the socket; does not wait, and handlers go on. gevent: {@code
   * close}.
   */
  @Override
  public void close() {
    shut();
    Greenlet<Void> taking = acceptor;
    if (taking != null) {
      taking.killLater(new GreenletExit(this + " was closed"));
    }
  }

  /** Closes it, but for the acceptor. */
  final void shut() {
    state.set(State.CLOSED);
    closeSocket();
  }

  // -- facts

  /**
   * Returns where the server listens; does not switch. Bound to port 0, it has the port that the
   * system has chosen. gevent: {@code server_host}, {@code server_port}.
   *
   * @return the address, also before the start and after the end
   */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * Tells whether the server takes what comes; does not switch. gevent: {@code started}.
   *
   * @return true from the start until it stops or is closed
   */
  public boolean isServing() {
    return state.get() == State.SERVING;
  }

  /**
   * Tells whether the server is closed; does not switch. gevent: {@code closed}.
   *
   * @return true from {@link #close()} or the end of {@link #stop(Duration)}; handlers may go on
   */
  public boolean isClosed() {
    return state.get() == State.CLOSED;
  }

  /**
   * Returns how many handlers there are; does not switch.
   *
   * @return how many have not ended
   */
  public int handlerCount() {
    return handlers.count();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + " "
        + address
        + " ["
        + state.toString().toLowerCase(Locale.ROOT)
        + ", "
        + handlerCount()
        + " handlers]";
  }
}
