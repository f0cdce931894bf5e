package io.greenlet.patch.readiness;

import static io.greenlet.patch.readiness.Battery.check;
import static io.greenlet.patch.readiness.Battery.doing;
import static io.greenlet.patch.readiness.Battery.loopback;

import io.greenlet.patch.readiness.Battery.Channels;
import io.greenlet.patch.readiness.Battery.Doing;
import io.greenlet.patch.readiness.Battery.Pair;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Callable;

/**
 * Somebody closes what another waits for: once another greenlet, once a thread named {@code plain},
 * which the tests exclude.
 */
final class CloseChecks {
  private CloseChecks() {}

  static void run() throws InterruptedException {
    for (String closer : new String[] {"other", "plain"}) {
      check(closer + " closes a socket in read", () -> socketRead(closer));
      check(closer + " closes a socket in write", () -> socketWrite(closer));
      check(closer + " closes a socket in a limited read", () -> socketTimedRead(closer));
      check(closer + " closes a server socket", () -> serverSocket(closer));
      check(closer + " closes a datagram socket", () -> datagramSocket(closer));
      check(closer + " closes a channel in read", () -> channelRead(closer));
      check(closer + " closes a channel in write", () -> channelWrite(closer));
      check(closer + " closes a server channel", () -> serverChannel(closer));
      check(closer + " closes a datagram channel", () -> datagramChannel(closer));
      check(closer + " closes a pipe", () -> pipe(closer));
    }
    check("numbers used again", CloseChecks::numbers);
  }

  private static String close(String closer, Closeable closed, Callable<?> waiting)
      throws InterruptedException {
    Doing waits = doing(waiting).blocked();
    Doing closes =
        doing(
            closer,
            () -> {
              closed.close();
              return "closed";
            });
    return waits.outcome() + ", " + closes.outcome();
  }

  private static String socketRead(String closer) throws Exception {
    try (Pair pair = Pair.open()) {
      return close(closer, pair.here(), () -> pair.here().getInputStream().read());
    }
  }

  private static String socketTimedRead(String closer) throws Exception {
    try (Pair pair = Pair.open()) {
      pair.here().setSoTimeout(60_000);
      return close(closer, pair.here(), () -> pair.here().getInputStream().read());
    }
  }

  private static String socketWrite(String closer) throws Exception {
    try (Pair pair = Pair.open()) {
      return close(
          closer,
          pair.here(),
          () -> {
            OutputStream out = pair.here().getOutputStream();
            while (true) {
              out.write(new byte[100_000]);
            }
          });
    }
  }

  private static String serverSocket(String closer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, loopback())) {
      return close(closer, server, server::accept);
    }
  }

  private static String datagramSocket(String closer) throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, loopback())) {
      return close(
          closer,
          socket,
          () -> {
            socket.receive(new DatagramPacket(new byte[1], 1));
            return "received";
          });
    }
  }

  private static String channelRead(String closer) throws Exception {
    try (Channels pair = Channels.open()) {
      return close(closer, pair.here(), () -> pair.here().read(ByteBuffer.allocate(10)));
    }
  }

  private static String channelWrite(String closer) throws Exception {
    try (Channels pair = Channels.open()) {
      return close(
          closer,
          pair.here(),
          () -> {
            try {
              while (true) {
                pair.here().write(ByteBuffer.allocate(100_000));
              }
            } catch (ClosedChannelException e) {
              // Of which kind depends on whether it is between two writes.
              return "write ended";
            }
          });
    }
  }

  private static String serverChannel(String closer) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(loopback(), 0));
      return close(closer, server, server::accept);
    }
  }

  private static String datagramChannel(String closer) throws Exception {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(loopback(), 0));
      return close(closer, channel, () -> channel.receive(ByteBuffer.allocate(10)));
    }
  }

  private static String pipe(String closer) throws Exception {
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      sink.configureBlocking(true);
      return close(closer, source, () -> source.read(ByteBuffer.allocate(10)));
    }
  }

  /** Two threads open, wait, and close, each so often that the numbers go from one to another. */
  private static String numbers() throws Exception {
    Doing one = doing(CloseChecks::openAndClose);
    Doing two = doing(CloseChecks::openAndClose);
    return one.outcome() + " and " + two.outcome();
  }

  private static int openAndClose() throws IOException, InterruptedException {
    int sum = 0;
    for (int i = 0; i < 500; i++) {
      try (Pair pair = Pair.open()) {
        Socket there = pair.there();
        Doing writing =
            doing(() -> {
              there.getOutputStream().write(1);
              return there.getInputStream().read();
            });
        sum += pair.here().getInputStream().read();
        pair.here().getOutputStream().write(1);
        sum += Integer.parseInt(writing.outcome());
      }
    }
    return sum;
  }
}
