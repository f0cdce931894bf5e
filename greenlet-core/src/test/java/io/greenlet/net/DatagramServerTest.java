package io.greenlet.net;

import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.pool.Pool;
import io.greenlet.sync.Event;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Datagrams and their handlers, over the loopback, without the agent. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class DatagramServerTest {
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void logFailures() {
    Hub.current().setErrorHandler((g, t) -> log.add("reported " + t.getMessage()));
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), packet.getOffset(), packet.getLength(), UTF_8);
  }

  private static void send(DatagramSocket client, DatagramServer server, String text)
      throws IOException {
    byte[] data = text.getBytes(UTF_8);
    client.send(new DatagramPacket(data, data.length, server.address()));
  }

  private static String receive(DatagramSocket client) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    client.receive(packet);
    return text(packet);
  }

  /** What the server answers; to be called by a greenlet. */
  private static String ask(DatagramServer server, String text) throws IOException {
    try (DatagramSocket client = new DatagramSocket()) {
      send(client, server, text);
      return receive(client);
    }
  }

  @Test
  void handler_getsItsOwnPacket_andAnswersTheSender() throws Exception {
    Event both = new Event();
    List<DatagramPacket> held = new ArrayList<>();
    try (DatagramServer server =
        new DatagramServer(
                StreamServerTest.ANY,
                (packet, it) -> {
                  held.add(packet);
                  if (held.size() == 2) {
                    both.set();
                  }
                  both.await();
                  it.send(packet);
                })
            .start()) {
      Greenlet<String> longer = spawn(() -> ask(server, "a longer one"));
      Greenlet<String> shorter = spawn(() -> ask(server, "short"));

      assertEquals("a longer one", longer.get());
      assertEquals("short", shorter.get());
    }
  }

  @Test
  void handler_thatFails_isReportedAndSurvived() throws Exception {
    try (DatagramServer server =
        new DatagramServer(
                StreamServerTest.ANY,
                (packet, it) -> {
                  it.send(packet);
                  throw new IllegalStateException("after " + text(packet));
                })
            .start()) {
      assertEquals("one", spawn(() -> ask(server, "one")).get());
      assertEquals("two", spawn(() -> ask(server, "two")).get());
    }
    yieldNow();
    assertEquals(List.of("reported after one", "reported after two"), log);
  }

  @Test
  void pool_full_stopsReceiving() throws Exception {
    Event go = new Event();
    Pool pool = new Pool(1);
    try (DatagramServer server =
            new DatagramServer(
                    StreamServerTest.ANY,
                    (packet, it) -> {
                      log.add(text(packet) + ", handlers " + it.handlerCount());
                      go.await();
                      it.send(packet);
                    })
                .pool(pool)
                .start();
        DatagramSocket client = new DatagramSocket()) {
      send(client, server, "one");
      send(client, server, "two");
      while (log.isEmpty()) {
        yieldNow();
      }
      yieldNow();
      assertEquals(1, server.handlerCount());
      go.set();
      assertEquals("one", spawn(() -> receive(client)).get());
      assertEquals("two", spawn(() -> receive(client)).get());
      assertEquals(List.of("one, handlers 1", "two, handlers 1"), log);
    }
  }

  @Test
  void stop_withTime_letsHandlersAnswerButTakesNoMore() throws Exception {
    Event go = new Event();
    DatagramServer server =
        new DatagramServer(
                StreamServerTest.ANY,
                (packet, it) -> {
                  log.add(text(packet));
                  go.await();
                  it.send(packet);
                })
            .start();
    try (DatagramSocket client = new DatagramSocket()) {
      send(client, server, "before");
      while (log.isEmpty()) {
        yieldNow();
      }
      Greenlet<Boolean> stop = spawn(() -> server.stop(Duration.ofSeconds(50)));
      while (server.isServing()) {
        yieldNow();
      }
      send(client, server, "too late");
      go.set();

      assertEquals("before", spawn(() -> receive(client)).get());
      assertTrue(stop.get());
      assertTrue(server.isClosed());
      assertEquals(List.of("before"), log);
      assertThrows(
          SocketException.class,
          () -> server.send(new DatagramPacket(new byte[1], 1, client.getLocalSocketAddress())));
    }
  }

  @Test
  void stop_outOfTime_killsHandlers() throws Exception {
    DatagramServer server =
        new DatagramServer(StreamServerTest.ANY, (packet, it) -> new Event().await()).start();
    try (DatagramSocket client = new DatagramSocket()) {
      send(client, server, "stay");
      while (server.handlerCount() == 0) {
        yieldNow();
      }
      assertTrue(server.stop(Duration.ofMillis(20)));
      assertEquals(0, server.handlerCount());
      assertEquals(List.of(), log);
    }
  }

  @Test
  void socket_notBound_isRefused() throws IOException {
    try (DatagramSocket unbound = new DatagramSocket(null)) {
      assertThrows(
          IllegalArgumentException.class, () -> new DatagramServer(unbound, (packet, it) -> {}));
    }
  }
}
