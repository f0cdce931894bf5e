package io.greenlet.battery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sockets of java.net. */
final class SocketWaits {
  private static final String IGNORES = "java.net ignores interrupts";
  private static final String CLOSES = "as the JDK does it for virtual threads";
  private static final int SMALL = 4096;
  private static final int TOO_MUCH = 1 << 20;

  private SocketWaits() {}

  static List<Operation<?>> table() {
    return List.of(
        socket(
            Operation.of("Socket.connect", Backlog::full)
                .blocks(backlog -> backlog.socket().connect(backlog.address()))
                .woken(backlog -> backlog.socket().close())
                .limitedAct(
                    "throws SocketTimeoutException",
                    (b, limit) -> b.socket().connect(b.address(), (int) limit.toMillis()))
                .but(
                    Property.FOREIGN_WAKE,
                    "throws SocketException",
                    "a queue of connections that has room again is seen after a second only"),
            "throws SocketException, interrupted, when woken"),
        socket(
            Operation.of("ServerSocket.accept", SocketWaits::server)
                .blocks(server -> server.accept().close())
                .woken(server -> new Socket(server.getInetAddress(), server.getLocalPort()).close())
                .limitedAct(
                    "throws SocketTimeoutException",
                    (server, limit) -> {
                      server.setSoTimeout((int) limit.toMillis());
                      server.accept();
                    }),
            "returns, interrupted, when woken"),
        socket(
            Operation.of("Socket.read", Pair::open)
                .blocks(pair -> pair.here().getInputStream().read())
                .woken(pair -> pair.there().getOutputStream().write('x'))
                .limitedAct(
                    "throws SocketTimeoutException",
                    (pair, limit) -> {
                      pair.here().setSoTimeout((int) limit.toMillis());
                      pair.here().getInputStream().read();
                    }),
            "returns, interrupted, when woken"),
        socket(
            Operation.of("Socket.write", Pair::open)
                .blocks(pair -> pair.here().getOutputStream().write(new byte[TOO_MUCH]))
                .woken(pair -> pair.there().getInputStream().readNBytes(TOO_MUCH))
                .unlimited("java.net has none for writes"),
            "returns, interrupted, when woken"),
        socket(
            Operation.of("DatagramSocket.receive", Datagrams::open)
                .blocks(Datagrams::receive)
                .woken(Datagrams::send)
                .limitedAct(
                    "throws SocketTimeoutException",
                    (datagrams, limit) -> {
                      datagrams.here().setSoTimeout((int) limit.toMillis());
                      datagrams.receive();
                    }),
            "returns, interrupted, when woken"));
  }

  /** What java.net has in common: how it takes interrupts. */
  private static <S> Operation<S> socket(Operation<S> operation, String onInterrupt) {
    return operation
        .but(Property.INTERRUPT, onInterrupt, IGNORES)
        .but(Mode.LIBRARY, Property.INTERRUPT, "throws SocketException, interrupted", CLOSES);
  }

  static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, loopback());
  }

  /** Two ends of a connection that holds little. */
  private record Pair(Socket here, Socket there) implements AutoCloseable {
    static Pair open() throws IOException {
      try (ServerSocket server = new ServerSocket()) {
        server.setReceiveBufferSize(SMALL);
        server.bind(new InetSocketAddress(loopback(), 0), 1);
        Socket here = new Socket();
        here.setSendBufferSize(SMALL);
        here.connect(server.getLocalSocketAddress());
        return new Pair(here, server.accept());
      }
    }

    @Override
    public void close() throws IOException {
      here.close();
      there.close();
    }
  }

  /** Two datagram sockets. */
  private record Datagrams(DatagramSocket here, DatagramSocket there) implements AutoCloseable {
    static Datagrams open() throws IOException {
      return new Datagrams(new DatagramSocket(0, loopback()), new DatagramSocket(0, loopback()));
    }

    void receive() throws IOException {
      here.receive(new DatagramPacket(new byte[1], 1));
    }

    void send() throws IOException {
      there.send(new DatagramPacket(new byte[1], 1, here.getLocalSocketAddress()));
    }

    @Override
    public void close() {
      here.close();
      there.close();
    }
  }

  /** A socket to connect to a server whose queue of connections is full; so it will wait. */
  record Backlog(ServerSocket server, List<SocketChannel> filling, Socket socket)
      implements AutoCloseable {
    static Backlog full() throws IOException {
      ServerSocket server = SocketWaits.server();
      List<SocketChannel> filling = new ArrayList<>();
      boolean connected = true;
      while (connected) {
        SocketChannel next = SocketChannel.open();
        next.configureBlocking(false);
        filling.add(next);
        connected = next.connect(server.getLocalSocketAddress()) || connects(next);
      }
      return new Backlog(server, filling, new Socket());
    }

    /** On the loopback device a connection that there is room for is there at once. */
    private static boolean connects(SocketChannel channel) throws IOException {
      long deadline = System.nanoTime() + Duration.ofMillis(2).toNanos();
      while (System.nanoTime() < deadline) {
        if (channel.finishConnect()) {
          return true;
        }
      }
      return false;
    }

    SocketAddress address() {
      return server.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (SocketChannel channel : filling) {
        channel.close();
      }
      server.close();
    }
  }
}
