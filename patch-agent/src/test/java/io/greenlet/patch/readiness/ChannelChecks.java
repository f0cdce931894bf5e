package io.greenlet.patch.readiness;

import static io.greenlet.patch.readiness.Battery.check;
import static io.greenlet.patch.readiness.Battery.doing;
import static io.greenlet.patch.readiness.Battery.loopback;

import io.greenlet.patch.readiness.Battery.Channels;
import io.greenlet.patch.readiness.Battery.Doing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Blocking channels. */
final class ChannelChecks {
  private ChannelChecks() {}

  static void run() throws InterruptedException {
    check("channel read", ChannelChecks::read);
    check("channel accept", ChannelChecks::accept);
    check("channel connect refused", ChannelChecks::refused);
    check("channel read interrupted", ChannelChecks::interrupted);
    check("channel accept interrupted", ChannelChecks::acceptInterrupted);
    check("channel by its socket, limited", ChannelChecks::adaptor);
    check("unix domain socket", ChannelChecks::unixDomain);
    check("pipe", ChannelChecks::pipe);
    check("datagram channel", ChannelChecks::datagram);
    check("datagram channel connected again and again", ChannelChecks::datagramReconnects);
    check("channel blocking and not by turns", ChannelChecks::changes);
  }

  private static int readOne(ReadableByteChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(10);
    channel.read(buffer);
    return buffer.flip().get();
  }

  private static ByteBuffer one(int value) {
    return ByteBuffer.wrap(new byte[] {(byte) value});
  }

  private static String read() throws Exception {
    try (Channels pair = Channels.open()) {
      Doing reading = doing(() -> readOne(pair.here())).blocked();
      pair.there().write(one(4));
      return reading.outcome();
    }
  }

  private static String accept() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(loopback(), 0));
      Doing accepting = doing(() -> readOne(server.accept())).blocked();
      try (SocketChannel here = SocketChannel.open(server.getLocalAddress())) {
        here.write(one(5));
        return accepting.outcome();
      }
    }
  }

  private static String refused() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(loopback(), 0));
    var address = server.getLocalAddress();
    server.close();
    try (SocketChannel here = SocketChannel.open(address)) {
      return "connected " + here;
    }
  }

  private static String interrupted() throws Exception {
    try (Channels pair = Channels.open()) {
      Doing reading = doing(() -> readOne(pair.here())).blocked();
      reading.thread().interrupt();
      return reading.outcome() + ", open " + pair.here().isOpen();
    }
  }

  private static String acceptInterrupted() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(loopback(), 0));
      Doing accepting = doing(server::accept).blocked();
      accepting.thread().interrupt();
      return accepting.outcome() + ", open " + server.isOpen();
    }
  }

  private static String adaptor() throws Exception {
    try (Channels pair = Channels.open()) {
      pair.here().socket().setSoTimeout(20);
      return "read " + pair.here().socket().getInputStream().read();
    }
  }

  private static String unixDomain() throws Exception {
    Path folder = Files.createTempDirectory("greenlet");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      Doing serving =
          doing(
                  () -> {
                    try (SocketChannel there = server.accept()) {
                      int got = readOne(there);
                      there.write(one(got + 1));
                      return got;
                    }
                  })
              .blocked();
      try (SocketChannel here = SocketChannel.open(address)) {
        Doing reading = doing(() -> readOne(here)).blocked();
        here.write(one(8));
        return serving.outcome() + ", " + reading.outcome();
      }
    } finally {
      Files.deleteIfExists(address.getPath());
      Files.delete(folder);
    }
  }

  @SuppressWarnings("try") // the close is what the other end waits for
  private static String pipe() throws Exception {
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      Doing reading = doing(() -> readOne(source)).blocked();
      sink.write(one(6));
      String first = reading.outcome();
      Doing ending = doing(() -> source.read(ByteBuffer.allocate(5))).blocked();
      sink.close();
      return first + ", " + ending.outcome();
    }
  }

  private static String datagram() throws Exception {
    try (DatagramChannel here = DatagramChannel.open();
        DatagramChannel there = DatagramChannel.open()) {
      here.bind(new InetSocketAddress(loopback(), 0));
      Doing receiving = doing(() -> here.receive(ByteBuffer.allocate(9)) != null).blocked();
      there.send(one(3), here.getLocalAddress());
      return receiving.outcome();
    }
  }

  /** To disconnect may put another socket under the old number. */
  private static String datagramReconnects() throws Exception {
    int sum = 0;
    try (DatagramChannel here = DatagramChannel.open();
        DatagramChannel there = DatagramChannel.open()) {
      here.bind(new InetSocketAddress(loopback(), 0));
      there.bind(new InetSocketAddress(loopback(), 0));
      for (int i = 0; i < 20; i++) {
        here.connect(there.getLocalAddress());
        Doing receiving = doing(() -> readOne(here)).blocked();
        there.send(one(1), here.getLocalAddress());
        sum += Integer.parseInt(receiving.outcome());
        here.disconnect();
      }
    }
    return "received " + sum;
  }

  private static String changes() throws Exception {
    try (Channels pair = Channels.open()) {
      int sum = 0;
      for (int i = 0; i < 10; i++) {
        pair.here().configureBlocking(false);
        sum += pair.here().read(ByteBuffer.allocate(3));
        pair.here().configureBlocking(true);
        Doing reading = doing(() -> readOne(pair.here())).blocked();
        pair.there().write(one(2));
        sum += Integer.parseInt(reading.outcome());
      }
      return "sum " + sum;
    }
  }
}
