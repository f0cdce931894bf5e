package io.greenlet.net;

import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.sync.Event;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** TLS connections and their ends. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class TlsServerTest {
  /** More than the system takes for a peer that reads nothing. */
  private static final int MUCH = 64 << 20;

  private static SSLContext context;
  private final List<String> log = new ArrayList<>();
  private int echoed;

  @BeforeAll
  static void makeKeys(@TempDir Path folder) throws Exception {
    context = TlsKeys.make(folder);
  }

  @BeforeEach
  void logFailures() {
    Hub.current().setErrorHandler((g, t) -> log.add("reported " + t.getClass().getSimpleName()));
  }

  private static StreamServer start(StreamServer.Handler handler) throws IOException {
    return new StreamServer(StreamServerTest.ANY, handler).tls(context).start();
  }

  private static void echoOne(Socket socket) throws IOException {
    socket.getOutputStream().write(socket.getInputStream().read());
  }

  private static SSLSocket connect(StreamServer server) throws IOException {
    return (SSLSocket)
        context
            .getSocketFactory()
            .createSocket(server.address().getAddress(), server.address().getPort());
  }

  /** The whole answer. To be called by a greenlet. */
  private static String ask(StreamServer server, String text) throws IOException {
    try (SSLSocket socket = connect(server)) {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void connection_withContext_isEncryptedAndEndsProperly() throws Exception {
    try (StreamServer server =
        start(socket -> {
          echoOne(socket);
          log.add(((SSLSocket) socket).getSession().getProtocol());
        })) {
      assertEquals("x", spawn(() -> ask(server, "x")).get());
      assertEquals(List.of("TLSv1.3"), log);
    }
  }

  @Test
  void connection_thatSpeaksNoTls_isReportedAndSurvived() throws Exception {
    try (StreamServer server = start(TlsServerTest::echoOne)) {
      spawn(
              () -> {
                try (Socket socket =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                  socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
                  return socket.getInputStream().readAllBytes();
                }
              })
          .get();

      assertEquals("y", spawn(() -> ask(server, "y")).get());
      assertEquals(List.of("reported SSLException"), log);
    }
  }

  @Test
  void handler_thatFails_isReportedAndItsConnectionEnds() throws Exception {
    try (StreamServer server =
        start(socket -> {
          echoOne(socket);
          throw new IllegalStateException();
        })) {
      assertEquals("z", spawn(() -> ask(server, "z")).get());
      assertEquals(List.of("reported IllegalStateException"), log);
    }
  }

  @Test
  void stop_outOfTime_killsHandlersWithoutReport() throws Exception {
    StreamServer server =
        start(socket -> {
          echoOne(socket);
          echoed++;
          echoOne(socket);
        });
    Greenlet<String> client = spawn(() -> ask(server, "k"));
    while (echoed == 0) {
      yieldNow();
    }
    assertTrue(server.stop(Duration.ofMillis(20)));
    assertEquals("k", client.get());
    assertEquals(List.of(), log);
  }

  /** The good end of a TLS connection says so to the peer, which waits while that takes nothing. */
  @Test
  void stop_whileThePeerTakesNothing_doesNotWaitForIt() throws Exception {
    List<Greenlet<?>> writers = new ArrayList<>();
    StreamServer server =
        start(socket -> {
          writers.add(spawn(() -> socket.getOutputStream().write(new byte[MUCH])));
          new Event().await();
        });
    try (SSLSocket client = connect(server)) {
      spawn(client::startHandshake).get();
      while (writers.getFirst().thread().getState() != Thread.State.WAITING) {
        yieldNow();
      }
      assertTrue(server.stop(Duration.ofMillis(20)));
      writers.getFirst().join();
      assertInstanceOf(IOException.class, writers.getFirst().exception());
    }
  }
}
