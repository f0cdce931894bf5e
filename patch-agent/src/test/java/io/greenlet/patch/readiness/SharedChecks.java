package io.greenlet.patch.readiness;

import static io.greenlet.patch.readiness.Battery.check;
import static io.greenlet.patch.readiness.Battery.doing;
import static io.greenlet.patch.readiness.Battery.loopback;

import io.greenlet.patch.readiness.Battery.Doing;
import io.greenlet.patch.readiness.Battery.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.zip.CRC32;

/** One socket, several threads. */
final class SharedChecks {
  private static final int BIG = 20_000_000;

  private SharedChecks() {}

  static void run() throws InterruptedException {
    check("two readers", SharedChecks::twoReaders);
    check("two acceptors", SharedChecks::twoAcceptors);
    check("20 MB both ways at once", SharedChecks::bigBothWays);
    check("handed from thread to thread", SharedChecks::handedOn);
  }

  private static String twoReaders() throws Exception {
    try (Pair pair = Pair.open()) {
      InputStream in = pair.here().getInputStream();
      Doing one = doing(() -> count(in));
      Doing two = doing(() -> count(in));
      OutputStream out = pair.there().getOutputStream();
      for (int i = 0; i < 1_000; i++) {
        out.write(new byte[3]);
      }
      pair.there().close();
      return "read " + (Integer.parseInt(one.outcome()) + Integer.parseInt(two.outcome()));
    }
  }

  private static int count(InputStream in) throws IOException {
    byte[] buffer = new byte[5];
    int all = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all += n;
    }
    return all;
  }

  private static String twoAcceptors() throws Exception {
    int connections = 100;
    try (ServerSocket server = new ServerSocket(0, connections, loopback())) {
      List<Doing> acceptors = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        acceptors.add(doing(() -> accept(server, connections / 4)));
      }
      for (int i = 0; i < connections; i++) {
        new Socket(loopback(), server.getLocalPort()).close();
      }
      int all = 0;
      for (Doing acceptor : acceptors) {
        all += Integer.parseInt(acceptor.outcome());
      }
      return "accepted " + all;
    }
  }

  private static int accept(ServerSocket server, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      server.accept().close();
    }
    return times;
  }

  private static String bigBothWays() throws Exception {
    try (Pair pair = Pair.open()) {
      Doing one = doing(() -> write(pair.here(), 1));
      Doing two = doing(() -> write(pair.there(), 2));
      Doing three = doing(() -> sum(pair.here()));
      Doing four = doing(() -> sum(pair.there()));
      return one.outcome().equals(four.outcome()) && two.outcome().equals(three.outcome())
          ? "sums agree, " + one.outcome()
          : "sums differ";
    }
  }

  private static long write(Socket socket, int seed) throws IOException {
    CRC32 crc = new CRC32();
    byte[] bytes = new byte[65_000];
    for (int written = 0; written < BIG; ) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (i * seed + written);
      }
      int part = Math.min(bytes.length, BIG - written);
      crc.update(bytes, 0, part);
      socket.getOutputStream().write(bytes, 0, part);
      written += part;
    }
    socket.shutdownOutput();
    return crc.getValue();
  }

  private static long sum(Socket socket) throws IOException {
    CRC32 crc = new CRC32();
    byte[] bytes = new byte[50_000];
    InputStream in = socket.getInputStream();
    for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
      crc.update(bytes, 0, n);
    }
    return crc.getValue();
  }

  /** With two hubs, from one to the other: each reads a byte and hands the socket on. */
  private static String handedOn() throws Exception {
    SynchronousQueue<Socket> forth = new SynchronousQueue<>();
    SynchronousQueue<Socket> back = new SynchronousQueue<>();
    try (Pair pair = Pair.open()) {
      Doing writing =
          doing(() -> {
            for (int i = 0; i < 500; i++) {
              pair.there().getOutputStream().write(i);
              pair.there().getInputStream().read();
            }
            return "written";
          });
      Doing one = doing(() -> pass(forth, back, 250));
      Doing two = doing(() -> pass(back, forth, 249));
      forth.put(pair.here());
      return one.outcome() + ", " + two.outcome() + ", " + writing.outcome();
    }
  }

  private static int pass(SynchronousQueue<Socket> from, SynchronousQueue<Socket> to, int handsOn)
      throws IOException, InterruptedException {
    int sum = 0;
    byte[] buffer = new byte[10];
    for (int i = 0; i < 250; i++) {
      Socket socket = from.take();
      sum += socket.getInputStream().read(buffer);
      socket.getOutputStream().write(1);
      if (i < handsOn) {
        to.put(socket);
      }
    }
    return sum;
  }
}
