package io.greenlet.battery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** Channels and selectors of java.nio. */
final class ChannelWaits {
  private static final int TOO_MUCH = 1 << 20;

  private ChannelWaits() {}

  static List<Operation<?>> table() {
    return List.of(
        channel("SocketChannel.connect", Connecting::start)
            .blocks(connecting -> connecting.channel().connect(connecting.backlog().address()))
            .woken(connecting -> connecting.channel().close())
            .but(
                Property.FOREIGN_WAKE,
                "throws AsynchronousCloseException",
                "a queue of connections that has room again is seen after a second only"),
        channel("ServerSocketChannel.accept", ChannelWaits::server)
            .blocks(server -> server.accept().close())
            .woken(server -> SocketChannel.open(server.getLocalAddress()).close()),
        channel("SocketChannel.read", Pair::open)
            .blocks(pair -> pair.here().read(ByteBuffer.allocate(1)))
            .woken(pair -> pair.there().write(ByteBuffer.allocate(1))),
        channel("SocketChannel.write", Pair::open)
            .blocks(pair -> writeTooMuch(pair.here()))
            .woken(pair -> readTooMuch(pair.there())),
        channel("DatagramChannel.receive", Datagrams::open)
            .blocks(datagrams -> datagrams.here().receive(ByteBuffer.allocate(1)))
            .woken(Datagrams::send),
        channel("Pipe.SourceChannel.read", Pipes::open)
            .blocks(pipes -> pipes.source().read(ByteBuffer.allocate(1)))
            .woken(pipes -> pipes.sink().write(ByteBuffer.allocate(1))),
        channel("Pipe.SinkChannel.write", Pipes::open)
            .blocks(pipes -> writeTooMuch(pipes.sink()))
            .woken(pipes -> readTooMuch(pipes.source())),
        Operation.of("Selector.select", Selector::open)
            .blocks(Selector::select)
            .woken(Selector::wakeup)
            .limited("returns 0", (selector, limit) -> selector.select(limit.toMillis()))
            .but(Property.INTERRUPT, "returns, interrupted", "by its contract"),
        Operation.of("Selector.select of a key", Selected::open)
            .blocks(selected -> selected.selector().select())
            .woken(selected -> selected.pipes().sink().write(ByteBuffer.allocate(1)))
            .limited("returns 0", (selected, limit) -> selected.selector().select(limit.toMillis()))
            .but(Property.INTERRUPT, "returns, interrupted", "by its contract"));
  }

  /** What channels have in common. */
  private static <S> Operation<S> channel(String name, Operation.Setup<S> setup) {
    return Operation.of(name, setup)
        .unlimited("channels have none; a selector has")
        .but(
            Property.INTERRUPT,
            "throws ClosedByInterruptException, interrupted",
            "closes the channel, by its contract");
  }

  private static ServerSocketChannel server() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    return server.bind(new InetSocketAddress(SocketWaits.loopback(), 0));
  }

  private static void writeTooMuch(WritableByteChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(TOO_MUCH);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static void readTooMuch(ReadableByteChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(TOO_MUCH);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
  }

  /** A channel to connect to a server that has no room for it. */
  private record Connecting(SocketWaits.Backlog backlog, SocketChannel channel)
      implements AutoCloseable {
    static Connecting start() throws IOException {
      return new Connecting(SocketWaits.Backlog.full(), SocketChannel.open());
    }

    @Override
    public void close() throws IOException {
      channel.close();
      backlog.close();
    }
  }

  /** Two ends of a connection that holds little. */
  private record Pair(SocketChannel here, SocketChannel there) implements AutoCloseable {
    static Pair open() throws IOException {
      try (ServerSocketChannel server = server()) {
        server.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        SocketChannel here = SocketChannel.open();
        here.setOption(StandardSocketOptions.SO_SNDBUF, 4096);
        here.connect(server.getLocalAddress());
        return new Pair(here, server.accept());
      }
    }

    @Override
    public void close() throws IOException {
      here.close();
      there.close();
    }
  }

  /** Two datagram channels. */
  private record Datagrams(DatagramChannel here, DatagramChannel there) implements AutoCloseable {
    static Datagrams open() throws IOException {
      InetSocketAddress any = new InetSocketAddress(SocketWaits.loopback(), 0);
      return new Datagrams(DatagramChannel.open().bind(any), DatagramChannel.open().bind(any));
    }

    void send() throws IOException {
      there.send(ByteBuffer.allocate(1), here.getLocalAddress());
    }

    @Override
    public void close() throws IOException {
      here.close();
      there.close();
    }
  }

  /** Both ends of a pipe. */
  private record Pipes(Pipe.SourceChannel source, Pipe.SinkChannel sink) implements AutoCloseable {
    static Pipes open() throws IOException {
      Pipe pipe = Pipe.open();
      return new Pipes(pipe.source(), pipe.sink());
    }

    @Override
    public void close() throws IOException {
      source.close();
      sink.close();
    }
  }

  /** A selector for a pipe. */
  private record Selected(Selector selector, Pipes pipes) implements AutoCloseable {
    static Selected open() throws IOException {
      Selected selected = new Selected(Selector.open(), Pipes.open());
      selected.pipes.source().configureBlocking(false);
      selected.pipes.source().register(selected.selector, SelectionKey.OP_READ);
      return selected;
    }

    @Override
    public void close() throws IOException {
      pipes.close();
      selector.close();
    }
  }
}
