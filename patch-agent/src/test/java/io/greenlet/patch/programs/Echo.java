package io.greenlet.patch.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A blocking echo server, its clients, and one that selects, in one program. */
public final class Echo {
  private static final int ROUNDS = 5;
  private static final AtomicInteger ECHOES = new AtomicInteger();

  private Echo() {}

  /** Argument: how many clients at once. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    try (ServerSocket server = new ServerSocket(0, count, InetAddress.getLoopbackAddress())) {
      Thread acceptor = new Thread(() -> accept(server), "acceptor");
      acceptor.setDaemon(true);
      acceptor.start();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Thread client = new Thread(() -> talk(server.getLocalPort()));
        client.start();
        clients.add(client);
      }
      for (Thread client : clients) {
        client.join();
      }
      select(server.getLocalPort());
    }
    System.out.println("echoes: " + ECHOES.get());
  }

  private static void accept(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread serving = new Thread(() -> serve(socket));
        serving.setDaemon(true);
        serving.start();
      }
    } catch (IOException e) {
      // The server was closed: the end.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        out.write(b);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void talk(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      for (int i = 0; i < ROUNDS; i++) {
        socket.getOutputStream().write(i);
        if (socket.getInputStream().read() == i) {
          ECHOES.incrementAndGet();
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void select(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open(address)) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      channel.write(ByteBuffer.wrap(new byte[] {7}));
      System.out.println("selected: " + selector.select());
      ByteBuffer read = ByteBuffer.allocate(1);
      System.out.println("read: " + channel.read(read));
    }
  }
}
