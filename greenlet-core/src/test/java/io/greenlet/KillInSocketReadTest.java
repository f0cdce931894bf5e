package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Without the agent a kill or a limit ends a socket read by an interrupt, and stands for its error.
 */
final class KillInSocketReadTest {
  @Test
  void withTimeout_inASocketRead_isATimeout() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Greenlet<TimeoutException> g =
          spawn(() ->
              assertThrows(
                  TimeoutException.class,
                  () ->
                      Greenlets.withTimeout(
                          Duration.ofMillis(20), () -> socket.getInputStream().read())));
      g.get();
    }
  }

  @Test
  void kill_inASocketRead_isNoFailure() throws Exception {
    List<Throwable> reports = new ArrayList<>();
    Hub.current().setErrorHandler((g, t) -> reports.add(t));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Greenlet<?> g = spawn(() -> socket.getInputStream().read());
      sleep(Duration.ofMillis(20));
      GreenletExit exit = new GreenletExit();
      g.kill(exit);
      assertEquals(List.of(), reports);
      assertSame(exit, g.value());
    }
  }
}
