package io.greenlet.patch.readiness;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Security;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

/** TLS without a certificate, which is enough to wait in: the suites for it need no key. */
final class Tls {
  private static final String[] PROTOCOL = {"TLSv1.2"};
  private static final String[] SUITE = {"TLS_ECDH_anon_WITH_AES_128_CBC_SHA"};
  private static final SSLContext CONTEXT = context();

  private Tls() {}

  private static SSLContext context() {
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Two ends of one connection, which have not greeted each other yet. */
  record Pair(SSLSocket here, SSLSocket there) implements AutoCloseable {
    static Pair open() throws IOException {
      try (ServerSocket server = new ServerSocket(0, 1, Battery.loopback())) {
        Socket here = new Socket(Battery.loopback(), server.getLocalPort());
        return new Pair(over(here, true), over(server.accept(), false));
      }
    }

    private static SSLSocket over(Socket plain, boolean isClient) throws IOException {
      SSLSocket socket =
          (SSLSocket)
              CONTEXT.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
      socket.setUseClientMode(isClient);
      socket.setEnabledProtocols(PROTOCOL);
      socket.setEnabledCipherSuites(SUITE);
      return socket;
    }

    /** Greets, both at once. */
    Pair greeted() throws Exception {
      Battery.Doing greeting = Battery.doing(() -> greet(there));
      greet(here);
      greeting.outcome();
      return this;
    }

    @Override
    public void close() throws IOException {
      // Closed by the plain way, without a farewell that the other end would have to hear.
      here.setSoLinger(true, 0);
      there.setSoLinger(true, 0);
      here.close();
      there.close();
    }
  }

  static String greet(SSLSocket socket) throws IOException {
    socket.startHandshake();
    return socket.getSession().getCipherSuite();
  }

  static SSLEngine engine(boolean isClient) {
    SSLEngine engine = CONTEXT.createSSLEngine();
    engine.setUseClientMode(isClient);
    engine.setEnabledProtocols(PROTOCOL);
    engine.setEnabledCipherSuites(SUITE);
    return engine;
  }
}
