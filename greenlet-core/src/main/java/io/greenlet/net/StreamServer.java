package io.greenlet.net;

import io.greenlet.Greenlet;
import io.greenlet.internal.Nullable;
import io.greenlet.pool.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A server of connections, plain or TLS, each handled by a greenlet of its own; to start it does
 * not switch. gevent: {@code server.StreamServer}.
 *
 * <pre>{@code
 * StreamServer server =
 *     new StreamServer(
 *             new InetSocketAddress(8080),
 *             socket -> socket.getInputStream().transferTo(socket.getOutputStream()))
 *         .pool(new Pool(1_000));
 * server.serveForever();
 * }</pre>
 *
 * <p>The server closes the socket when the handler has returned. If the handler fails, that is
 * reported to its hub's error handler, and the server goes on. If it fails or is killed, the
 * connection is cut, so that the peer of a TLS connection can tell this from an end. When the
 * system refuses to accept, say for want of file descriptors, that is reported, too, and tried
 * again after 10 ms, then 20 ms, at most 1 s.
 *
 * <p>Acceptor and handlers run on the hub of who starts the server. A plain thread's hub runs while
 * the thread waits in a call of this library, such as {@link #serveForever()}.
 *
 * <p>Thread rule: all methods may be called from any thread.
 */
public final class StreamServer extends Server {
  /** What a server does with a connection. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Serves one connection, in a greenlet of its own; it may switch.
     *
     * @param socket the connection; closed by the server afterwards. With TLS an {@link SSLSocket},
     *     which shakes hands at its first read or write, so that limits can be set before
     * @throws Exception any; it is reported to the hub's error handler
     */
    void handle(Socket socket) throws Exception;
  }

  /** As gevent's. */
  private static final int BACKLOG = 128;

  private final ServerSocket listener;
  private final Handler handler;

  /** Null for no TLS. Set before the start. */
  private volatile @Nullable SSLSocketFactory tls;

  /**
   * A server on an address; does not switch. It is bound at once, and connections that come before
   * the start wait.
   *
   * @param address where to listen; port 0 lets the system choose, see {@link #address()}
   * @param handler what to do with a connection
   * @throws IOException if the address cannot be bound to
   */
  public StreamServer(InetSocketAddress address, Handler handler) throws IOException {
    this(bound(address), handler);
  }

  /**
   * A server on a listener, for options of its own; does not switch.
   *
   * @param listener a bound one, such as an {@link javax.net.ssl.SSLServerSocket}; the server
   *     closes it
   * @param handler what to do with a connection
   * @throws IllegalArgumentException if the listener is not bound
   */
  public StreamServer(ServerSocket listener, Handler handler) {
    super((InetSocketAddress) listener.getLocalSocketAddress());
    this.listener = listener;
    this.handler = Objects.requireNonNull(handler, "handler");
  }

  private static ServerSocket bound(InetSocketAddress address) throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.bind(address, BACKLOG);
      return listener;
    } catch (IOException e) {
      listener.close();
      throw notBound(address, e);
    }
  }

  /**
   * Lets handlers be members of a pool, before the start; does not switch. While the pool is full
   * the server does not accept, and connections wait in the system's backlog. gevent: {@code
   * spawn}.
   *
   * @param pool may have other members, too
   * @return this
   * @throws io.greenlet.GreenletError if the server has started
   */
  public StreamServer pool(Pool pool) {
    setPool(pool);
    return this;
  }

  /**
   * Makes the connections TLS ones, before the start; does not switch.
   *
   * @param context what has the server's key
   * @return this
   * @throws io.greenlet.GreenletError if the server has started
   */
  public StreamServer tls(SSLContext context) {
    ensureNew("TLS");
    tls = context.getSocketFactory();
    return this;
  }

  /**
   * Starts to accept, on the current hub; does not switch. Does nothing if it has started. gevent:
   * {@code start}.
   *
   * @return this
   * @throws io.greenlet.GreenletError if the server has ended
   */
  public StreamServer start() {
    startOnce();
    return this;
  }

  // -- serving

  @Override
  Acceptor.Task take() throws IOException {
    return new Connection(listener.accept());
  }

  @Override
  boolean isSocketClosed() {
    return listener.isClosed();
  }

  @Override
  boolean refuse() {
    closeSocket();
    return true;
  }

  @Override
  void closeSocket() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(this + " could not close its listener", e);
    }
  }

  /** One that was accepted. */
  private final class Connection implements Acceptor.Task {
    private final Socket socket;

    Connection(Socket socket) {
      this.socket = socket;
    }

    /** To close a TLS connection waits for the peer to take the news, so only a good end does. */
    @Override
    public void run() throws Exception {
      try (socket) {
        Socket shown = secured();
        handler.handle(shown);
        shown.close();
      }
    }

    private Socket secured() throws IOException {
      SSLSocketFactory factory = tls;
      if (factory == null) {
        return socket;
      }
      SSLSocket secured = (SSLSocket) factory.createSocket(socket, null, true);
      secured.setUseClientMode(false);
      return secured;
    }

    /** A handler that is killed before its first turn never sees its connection. */
    @Override
    public void admitted(Greenlet<Void> handler) {
      handler.link(ended -> discard());
    }

    @Override
    public void discard() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException("could not close " + socket, e);
      }
    }
  }
}
