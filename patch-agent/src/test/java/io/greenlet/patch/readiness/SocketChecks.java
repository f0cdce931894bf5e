package io.greenlet.patch.readiness;

import static io.greenlet.patch.readiness.Battery.check;
import static io.greenlet.patch.readiness.Battery.doing;
import static io.greenlet.patch.readiness.Battery.loopback;

import io.greenlet.patch.readiness.Battery.Doing;
import io.greenlet.patch.readiness.Battery.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Sockets: limits of time, connections that fail, datagrams. */
final class SocketChecks {
  private SocketChecks() {}

  static void run() throws InterruptedException {
    check("read limited, nothing comes", SocketChecks::readTimesOut);
    check("read limited, comes in time", SocketChecks::readInTime);
    check("read after a limit has passed", SocketChecks::readAfterTimeout);
    check("accept limited", SocketChecks::acceptTimesOut);
    check("connect refused", () -> connectRefused(0));
    check("connect limited and refused", () -> connectRefused(5_000));
    check("connect limited, backlog full", SocketChecks::connectTimesOut);
    check("connect limited and made", SocketChecks::connectInTime);
    check("datagram received", SocketChecks::datagram);
    check("datagram limited", SocketChecks::datagramTimesOut);
    check("datagrams connected again and again", SocketChecks::datagramReconnects);
  }

  private static String readTimesOut() throws IOException {
    try (Pair pair = Pair.open()) {
      pair.here().setSoTimeout(20);
      return "read " + pair.here().getInputStream().read();
    }
  }

  private static String readInTime() throws Exception {
    try (Pair pair = Pair.open()) {
      pair.here().setSoTimeout(60_000);
      Doing reading = doing(() -> pair.here().getInputStream().read()).blocked();
      pair.there().getOutputStream().write(5);
      return reading.outcome();
    }
  }

  private static String readAfterTimeout() throws IOException {
    try (Pair pair = Pair.open()) {
      pair.here().setSoTimeout(5);
      InputStream in = pair.here().getInputStream();
      int timeouts = 0;
      for (int i = 0; i < 5; i++) {
        try {
          in.read();
        } catch (SocketTimeoutException e) {
          timeouts++;
        }
      }
      pair.there().getOutputStream().write(6);
      pair.here().setSoTimeout(0);
      return timeouts + " timeouts, then " + in.read();
    }
  }

  private static String acceptTimesOut() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, loopback())) {
      server.setSoTimeout(20);
      return "accepted " + server.accept();
    }
  }

  private static String connectRefused(int millis) throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, loopback())) {
      port = server.getLocalPort();
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback(), port), millis);
      return "connected";
    }
  }

  private static String connectTimesOut() throws IOException {
    List<Socket> filling = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, loopback())) {
      for (int i = 0; i < 8; i++) {
        Socket socket = new Socket();
        filling.add(socket);
        socket.connect(server.getLocalSocketAddress(), 100);
      }
      return "all connected";
    } finally {
      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  private static String connectInTime() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, loopback());
        Socket socket = new Socket()) {
      socket.connect(server.getLocalSocketAddress(), 60_000);
      return "connected " + socket.isConnected();
    }
  }

  private static String datagram() throws Exception {
    try (DatagramSocket here = new DatagramSocket(0, loopback());
        DatagramSocket there = new DatagramSocket(0, loopback())) {
      Doing receiving = doing(() -> receive(here)).blocked();
      there.send(new DatagramPacket(new byte[5], 5, here.getLocalSocketAddress()));
      return receiving.outcome();
    }
  }

  private static int receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[10], 10);
    socket.receive(packet);
    return packet.getLength();
  }

  private static String datagramTimesOut() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, loopback())) {
      socket.setSoTimeout(20);
      return "received " + receive(socket);
    }
  }

  /** To disconnect may put another socket under the old number. */
  private static String datagramReconnects() throws Exception {
    int received = 0;
    try (DatagramSocket here = new DatagramSocket(0, loopback());
        DatagramSocket there = new DatagramSocket(0, loopback())) {
      for (int i = 0; i < 20; i++) {
        here.connect(there.getLocalSocketAddress());
        Doing receiving = doing(() -> receive(here)).blocked();
        there.send(new DatagramPacket(new byte[3], 3, here.getLocalSocketAddress()));
        received += Integer.parseInt(receiving.outcome());
        here.disconnect();
      }
    }
    return "received " + received;
  }
}
