package io.greenlet.net;

import io.greenlet.pool.Pool;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;

/**
 * A server of datagrams, each handled by a greenlet of its own; to start it does not switch.
 * gevent: {@code server.DatagramServer}.
 *
 * <pre>{@code
 * new DatagramServer(new InetSocketAddress(7), (packet, server) -> server.send(packet))
 *     .serveForever();
 * }</pre>
 *
 * <p>Failures, places and hubs are as for a {@link StreamServer}. While the server stops, handlers
 * can still send, and what comes is dropped.
 *
 * <p>Thread rule: all methods may be called from any thread.
 */
public final class DatagramServer extends Server {
  /** What a server does with a datagram. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Serves one datagram, in a greenlet of its own; it may switch.
     *
     * @param packet what came and from whom; the handler's own, so that it can be filled and sent
     *     back
     * @param server who received it, to answer by
     * @throws Exception any; it is reported to the hub's error handler
     */
    void handle(DatagramPacket packet, DatagramServer server) throws Exception;
  }

  /** No datagram is longer. */
  private static final int MAX_LENGTH = 65_535;

  private final DatagramSocket socket;
  private final Handler handler;

  /** Touched by the acceptor only. */
  private final byte[] buffer = new byte[MAX_LENGTH];

  /**
   * A server on an address; does not switch. It is bound at once.
   *
   * @param address where to receive; port 0 lets the system choose, see {@link #address()}
   * @param handler what to do with a datagram
   * @throws IOException if the address cannot be bound to
   */
  public DatagramServer(InetSocketAddress address, Handler handler) throws IOException {
    this(bound(address), handler);
  }

  /**
   * A server on a socket, for options of its own; does not switch.
   *
   * @param socket a bound one; the server closes it
   * @param handler what to do with a datagram
   * @throws IllegalArgumentException if the socket is not bound
   */
  public DatagramServer(DatagramSocket socket, Handler handler) {
    super((InetSocketAddress) socket.getLocalSocketAddress());
    this.socket = socket;
    this.handler = Objects.requireNonNull(handler, "handler");
  }

  private static DatagramSocket bound(InetSocketAddress address) throws IOException {
    try {
      return new DatagramSocket(Objects.requireNonNull(address, "address"));
    } catch (IOException e) {
      throw notBound(address, e);
    }
  }

  /**
   * Lets handlers be members of a pool, before the start; does not switch. While the pool is full
   * the server does not receive, and datagrams wait in the system's buffer, which drops those that
   * it has no room for. gevent: {@code spawn}.
   *
   * @param pool may have other members, too
   * @return this
   * @throws io.greenlet.GreenletError if the server has started
   */
  public DatagramServer pool(Pool pool) {
    setPool(pool);
    return this;
  }

  /**
   * Starts to receive, on the current hub; does not switch. Does nothing if it has started. gevent:
   * {@code start}.
   *
   * @return this
   * @throws io.greenlet.GreenletError if the server has ended
   */
  public DatagramServer start() {
    startOnce();
    return this;
  }

  /**
   * Sends a datagram from the server's address; may switch, while the system's buffer is full.
   * gevent: {@code sendto}.
   *
   * @param packet what, and to whom
   * @throws IOException if the system refuses it, or the server is closed
   */
  public void send(DatagramPacket packet) throws IOException {
    socket.send(packet);
  }

  // -- serving

  @Override
  Acceptor.Task take() throws IOException {
    DatagramPacket received = new DatagramPacket(buffer, buffer.length);
    socket.receive(received);
    byte[] data = Arrays.copyOf(buffer, received.getLength());
    DatagramPacket packet = new DatagramPacket(data, data.length, received.getSocketAddress());
    return () -> handler.handle(packet, this);
  }

  @Override
  boolean isSocketClosed() {
    return socket.isClosed();
  }

  /** To interrupt who receives would close the socket, through which handlers answer. */
  @Override
  boolean refuse() {
    return false;
  }

  @Override
  void closeSocket() {
    socket.close();
  }
}
