package io.greenlet.net;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.FreshJvm;
import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;
import io.greenlet.Hub;
import io.greenlet.pool.Pool;
import io.greenlet.sync.Event;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections and their handlers, over the loopback, without the agent. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class StreamServerTest {
  static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(50);

  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void logFailures() {
    Hub.current().setErrorHandler((g, t) -> log.add("reported " + t.getMessage()));
  }

  private static void echo(Socket socket) throws IOException {
    socket.getInputStream().transferTo(socket.getOutputStream());
  }

  private static Socket connect(StreamServer server) throws IOException {
    return new Socket(server.address().getAddress(), server.address().getPort());
  }

  private static boolean accepts(StreamServer server) throws IOException {
    try (Socket socket = connect(server)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  /** What the server answers to a text; to be called by a greenlet. */
  private static String ask(StreamServer server, String text) throws IOException {
    try (Socket socket = connect(server)) {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void handler_ofEachConnection_isAGreenletOfItsOwn() throws Exception {
    Event all = new Event();
    List<Greenlet<?>> handlers = new ArrayList<>();
    try (StreamServer server =
        new StreamServer(
                ANY,
                socket -> {
                  handlers.add(Greenlet.current());
                  if (handlers.size() == 5) {
                    all.set();
                  }
                  all.await();
                  echo(socket);
                })
            .start()) {
      List<Greenlet<String>> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        String text = "text " + i;
        clients.add(spawn(() -> ask(server, text)));
      }
      joinAll(clients);

      assertEquals(
          List.of("text 0", "text 1", "text 2", "text 3", "text 4"),
          clients.stream().map(Greenlet::value).toList());
      assertEquals(5, handlers.stream().distinct().count());
      assertTrue(handlers.stream().allMatch(g -> g.hub() == Hub.current()));
    }
  }

  @Test
  void handler_thatFails_isReportedAndCutsOnlyItsConnection() throws Exception {
    try (StreamServer server =
        new StreamServer(
                ANY,
                socket -> {
                  if (socket.getInputStream().read() == 'x') {
                    throw new IllegalStateException("no x");
                  }
                  socket.getOutputStream().write('!');
                })
            .start()) {
      assertEquals("", spawn(() -> ask(server, "x")).get());
      assertEquals("!", spawn(() -> ask(server, "y")).get());
      assertEquals(List.of("reported no x"), log);
    }
  }

  @Test
  void handler_thatReturns_hasItsSocketClosed() throws Exception {
    CompletableFuture<Socket> seen = new CompletableFuture<>();
    try (StreamServer server = new StreamServer(ANY, seen::complete).start()) {
      assertEquals("", spawn(() -> ask(server, "")).get());
      assertTrue(seen.join().isClosed());
    }
  }

  @Test
  void handler_killedBeforeItsFirstTurn_hasItsSocketClosed() throws Exception {
    Pool pool = new Pool(1);
    Socket accepted = new Socket();
    ScriptedListener listener = new ScriptedListener(List.of(() -> accepted));
    StreamServer server = new StreamServer(listener, socket -> log.add("ran")).pool(pool).start();
    spawn(() -> pool.members().forEach(member -> member.killLater(new GreenletExit())));
    server.serveForever();
    yieldNow();

    assertFalse(log.contains("ran"), log::toString);
    assertTrue(accepted.isClosed());
  }

  @Test
  void serveForever_closedByAHandler_returnsWhenTheLastHasEnded() throws Exception {
    StreamServer[] server = new StreamServer[1];
    server[0] =
        new StreamServer(
            ANY,
            socket -> {
              server[0].close();
              yieldNow();
              echo(socket);
              log.add("echoed");
            });
    Greenlet<String> client = spawn(() -> ask(server[0], "bye"));
    server[0].serveForever();

    assertEquals(List.of("echoed"), log);
    assertEquals("bye", client.get());
    assertEquals(0, server[0].handlerCount());
  }

  @Test
  void serveForever_killed_stopsTheServer() throws Exception {
    StreamServer server = new StreamServer(ANY, StreamServerTest::echo);
    Greenlet<?> serving = spawn(server::serveForever);
    try (Socket open = connect(server)) {
      while (server.handlerCount() == 0) {
        yieldNow();
      }
      serving.kill();

      assertTrue(server.isClosed());
      assertEquals(0, server.handlerCount());
      assertEquals(-1, spawn(() -> open.getInputStream().read()).get());
      assertEquals(List.of(), log);
    }
  }

  @Test
  void stop_withTime_letsHandlersFinishButTakesNoMore() throws Exception {
    Event entered = new Event();
    StreamServer server =
        new StreamServer(
                ANY,
                socket -> {
                  entered.set();
                  echo(socket);
                })
            .start();
    try (Socket open = connect(server)) {
      entered.await();
      Greenlet<Boolean> stop = spawn(() -> server.stop(LONG));
      while (accepts(server)) {
        yieldNow();
      }
      open.getOutputStream().write('z');
      open.shutdownOutput();

      assertEquals('z', spawn(() -> open.getInputStream().read()).get());
      assertTrue(stop.get());
      assertEquals(List.of(), log);
    }
  }

  @Test
  void stop_outOfTime_killsHandlersWithoutReport() throws Exception {
    StreamServer server = new StreamServer(ANY, StreamServerTest::echo).start();
    try (Socket open = connect(server)) {
      while (server.handlerCount() == 0) {
        yieldNow();
      }
      assertTrue(server.stop(SOON));

      assertEquals(-1, spawn(() -> open.getInputStream().read()).get());
      assertEquals(0, server.handlerCount());
      assertEquals(List.of(), log);
    }
  }

  @Test
  void stop_ofOneWithASharedPool_leavesOtherMembersAlone() throws Exception {
    Pool pool = new Pool(5);
    Event end = new Event();
    Greenlet<?> other = pool.spawn(() -> end.await());
    StreamServer server = new StreamServer(ANY, StreamServerTest::echo).pool(pool).start();
    try (Socket open = connect(server)) {
      while (pool.count() < 2) {
        yieldNow();
      }
      server.stop(Duration.ZERO);

      assertEquals(List.of(other), pool.members());
      end.set();
      other.join();
      assertFalse(open.isClosed());
    }
  }

  @Test
  void stop_byAHandler_isRefusedAndServesOn() throws Exception {
    StreamServer[] server = new StreamServer[1];
    server[0] = new StreamServer(ANY, socket -> server[0].stop()).start();
    spawn(() -> ask(server[0], "")).get();

    assertTrue(log.getFirst().contains("call close(), which does not wait"), log::toString);
    assertTrue(server[0].isServing());
    server[0].close();
  }

  @Test
  void stop_whileThePoolIsFull_endsTheAcceptor() throws Exception {
    StreamServer server = new StreamServer(ANY, StreamServerTest::echo).pool(new Pool(0)).start();
    yieldNow();
    assertTrue(server.stop());
    assertTrue(server.isClosed());
    assertTrue(server.stop(), "again");
  }

  @Test
  void stop_fromAnotherThread_stops() throws Exception {
    StreamServer server = new StreamServer(ANY, StreamServerTest::echo);
    Thread stopper =
        Thread.ofPlatform()
            .start(() -> {
              while (!server.isServing()) {
                Thread.onSpinWait();
              }
              server.close();
            });
    server.serveForever();
    stopper.join();
    assertTrue(server.isClosed());
  }

  @Test
  void start_ofOneThatServesOrHasEnded_doesNothingOrIsRefused() throws Exception {
    StreamServer server = new StreamServer(ANY, StreamServerTest::echo);
    assertFalse(server.isServing());
    assertSame(server, server.start());
    assertSame(server, server.start());
    assertTrue(server.isServing());
    assertThrows(GreenletError.class, () -> server.pool(new Pool(1)));
    server.close();
    assertThrows(GreenletError.class, server::start);
  }

  @Test
  void address_inUse_isNamedInTheError() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress taken = (InetSocketAddress) other.getLocalSocketAddress();
      BindException e =
          assertThrows(BindException.class, () -> new StreamServer(taken, socket -> {}));
      assertTrue(e.getMessage().startsWith("cannot bind to " + taken), e::getMessage);
    }
  }

  @Test
  void listener_notBound_isRefused() throws IOException {
    try (ServerSocket unbound = new ServerSocket()) {
      assertThrows(IllegalArgumentException.class, () -> new StreamServer(unbound, socket -> {}));
    }
  }

  /** Sockets work on one hub while another, which used them first, stands still. */
  @Test
  void sockets_whileTheHubThatUsedThemFirstStandsStill_work() throws Exception {
    FreshJvm.Result result = FreshJvm.run(PollersProbe.class, FreshJvm.ADD_OPENS);
    assertEquals("read 120\n", result.out(), result::toString);
  }
}
