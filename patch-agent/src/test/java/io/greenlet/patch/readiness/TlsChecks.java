package io.greenlet.patch.readiness;

import static io.greenlet.patch.readiness.Battery.check;
import static io.greenlet.patch.readiness.Battery.doing;

import io.greenlet.patch.readiness.Battery.Channels;
import io.greenlet.patch.readiness.Battery.Doing;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** TLS over sockets, and over channels by an engine. */
final class TlsChecks {
  /** More than the buffers of both ends hold. */
  private static final int MUCH = 16 << 20;

  private TlsChecks() {}

  static void run() throws InterruptedException {
    check("TLS handshake waits for the other end", TlsChecks::handshake);
    check("TLS read", TlsChecks::read);
    check("TLS read limited, then more comes", TlsChecks::readLimited);
    check("TLS write fills the buffers", TlsChecks::write);
    check("TLS read, the other end goes", TlsChecks::readToTheEnd);
    check("TLS by an engine, handshake and read", TlsChecks::engineRead);
    check("TLS by an engine, write fills the buffers", TlsChecks::engineWrite);
  }

  private static String handshake() throws Exception {
    try (Tls.Pair pair = Tls.Pair.open()) {
      Doing here = doing(() -> Tls.greet(pair.here())).blocked();
      return Tls.greet(pair.there()) + ", " + here.outcome();
    }
  }

  private static String read() throws Exception {
    try (Tls.Pair pair = Tls.Pair.open().greeted()) {
      Doing reading = doing(() -> pair.here().getInputStream().read()).blocked();
      pair.there().getOutputStream().write(7);
      return reading.outcome();
    }
  }

  private static String readLimited() throws Exception {
    try (Tls.Pair pair = Tls.Pair.open().greeted()) {
      pair.here().setSoTimeout(20);
      String first;
      try {
        first = "read " + pair.here().getInputStream().read();
      } catch (SocketTimeoutException e) {
        first = e.toString();
      }
      pair.here().setSoTimeout(0);
      pair.there().getOutputStream().write(8);
      return first + ", then " + pair.here().getInputStream().read();
    }
  }

  private static String write() throws Exception {
    try (Tls.Pair pair = Tls.Pair.open().greeted()) {
      Doing writing =
          doing(
                  () -> {
                    pair.here().getOutputStream().write(new byte[MUCH]);
                    return "written";
                  })
              .blocked();
      int read = pair.there().getInputStream().readNBytes(MUCH).length;
      return writing.outcome() + ", read " + read;
    }
  }

  private static String readToTheEnd() throws Exception {
    try (Tls.Pair pair = Tls.Pair.open().greeted()) {
      Doing reading = doing(() -> pair.here().getInputStream().read()).blocked();
      pair.there().shutdownOutput();
      return reading.outcome();
    }
  }

  private static String engineRead() throws Exception {
    try (Channels channels = Channels.open()) {
      TlsChannel there = new TlsChannel(Tls.engine(false), channels.there());
      Doing here = doing(() -> greetAndRead(channels)).blocked();
      String suite = there.greet();
      there.write(ByteBuffer.allocate(9));
      return suite + ", " + here.outcome();
    }
  }

  private static int greetAndRead(Channels channels) throws IOException {
    TlsChannel here = new TlsChannel(Tls.engine(true), channels.here());
    here.greet();
    return here.read();
  }

  private static String engineWrite() throws Exception {
    try (Channels channels = Channels.open()) {
      TlsChannel here = new TlsChannel(Tls.engine(true), channels.here());
      TlsChannel there = new TlsChannel(Tls.engine(false), channels.there());
      Doing greeting = doing(there::greet);
      here.greet();
      greeting.outcome();
      Doing writing =
          doing(
                  () -> {
                    here.write(ByteBuffer.allocate(MUCH));
                    return "written";
                  })
              .blocked();
      int read = 0;
      while (read < MUCH) {
        read += there.read();
      }
      return writing.outcome() + ", read " + read;
    }
  }
}
