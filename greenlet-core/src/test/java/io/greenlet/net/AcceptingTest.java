package io.greenlet.net;

import static io.greenlet.Greenlets.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.GreenletError;
import io.greenlet.Hub;
import io.greenlet.internal.VirtualClock;
import io.greenlet.pool.Pool;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a server accepts, and what it does when it cannot; in virtual time. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class AcceptingTest {
  private final List<String> log = new ArrayList<>();
  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
    Hub.current().setErrorHandler((g, t) -> log.add("reported " + t.getMessage()));
  }

  private Socket refuseLoudly() throws IOException {
    log.add(clock.elapsed().toMillis() + " ms");
    return ScriptedListener.refuse();
  }

  private List<String> times() {
    return log.stream().filter(line -> line.endsWith(" ms")).toList();
  }

  private List<String> reports() {
    return log.stream().filter(line -> line.startsWith("reported")).toList();
  }

  @Test
  void accept_failing_isTriedAgainEverMoreRarely() throws Exception {
    StreamServer server =
        new StreamServer(
            new ScriptedListener(Collections.nCopies(9, this::refuseLoudly)), socket -> {});
    server.serveForever();

    assertEquals(
        List.of(
            "0 ms", "10 ms", "30 ms", "70 ms", "150 ms", "310 ms", "630 ms", "1270 ms", "2270 ms"),
        times());
  }

  @Test
  void accept_failing_isReportedWithTheDelay() throws Exception {
    StreamServer server =
        new StreamServer(
            new ScriptedListener(Collections.nCopies(2, this::refuseLoudly)), socket -> {});
    server.serveForever();

    List<String> reports = reports();
    assertEquals(3, reports.size());
    assertTrue(reports.get(1).endsWith("tries again in PT0.02S"), reports::toString);
    assertTrue(reports.get(2).endsWith("its socket was closed, so it ends"), reports::toString);
    assertTrue(server.isClosed());
  }

  @Test
  void accept_workingAgain_startsWithTheShortestDelayTheNextTime() throws Exception {
    List<ScriptedListener.Step> script =
        List.of(
            this::refuseLoudly, this::refuseLoudly, Socket::new, this::refuseLoudly, Socket::new);
    StreamServer server =
        new StreamServer(
            new ScriptedListener(script), socket -> log.add(clock.elapsed().toMillis() + " ms"));
    server.serveForever();

    assertEquals(List.of("0 ms", "10 ms", "30 ms", "30 ms", "40 ms"), times());
  }

  @Test
  void accept_thatNeverWaits_letsHandlersInBetween() throws Exception {
    ScriptedListener listener = new ScriptedListener(Collections.nCopies(250, Socket::new));
    StreamServer server =
        new StreamServer(
            listener,
            socket -> {
              if (log.isEmpty()) {
                log.add("first handler after " + listener.accepts());
              }
            });
    server.serveForever();

    assertEquals("first handler after 100", log.getFirst());
  }

  @Test
  void pool_full_stopsAccepting() throws Exception {
    ScriptedListener listener = new ScriptedListener(Collections.nCopies(6, Socket::new));
    StreamServer server =
        new StreamServer(
                listener,
                socket -> {
                  log.add(clock.elapsed().toMillis() + " ms, accepted " + listener.accepts());
                  sleep(Duration.ofMillis(5));
                })
            .pool(new Pool(2));
    server.serveForever();

    assertEquals(
        List.of(
            "0 ms, accepted 2",
            "0 ms, accepted 2",
            "5 ms, accepted 4",
            "5 ms, accepted 4",
            "10 ms, accepted 6",
            "10 ms, accepted 6"),
        log.subList(0, 6));
  }

  @Test
  void pool_closed_endsTheServer() throws Exception {
    Pool pool = new Pool(1);
    List<Socket> accepted = new ArrayList<>();
    StreamServer server =
        new StreamServer(
                new ScriptedListener(
                    List.of(() -> {
                      accepted.add(new Socket());
                      return accepted.getFirst();
                    })),
                socket -> log.add("never"))
            .pool(pool);
    pool.close();
    server.serveForever();

    assertEquals(1, log.size(), log::toString);
    assertTrue(log.getFirst().contains("is closed and takes no more members"), log::toString);
    assertTrue(accepted.getFirst().isClosed());
    assertTrue(server.isClosed());
    assertEquals(GreenletError.class, error(server::start).getClass());
  }

  private static RuntimeException error(Runnable action) {
    try {
      action.run();
      throw new AssertionError("went well");
    } catch (RuntimeException e) {
      return e;
    }
  }
}
