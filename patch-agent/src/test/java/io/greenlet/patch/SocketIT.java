package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.ConnectBurst;
import io.greenlet.patch.programs.Echo;
import io.greenlet.patch.programs.InterruptedReader;
import io.greenlet.patch.programs.KilledReader;
import io.greenlet.patch.programs.ReadsInInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocking sockets on greenlets: they work, they share the hub, and a kill leaves them whole. */
final class SocketIT {
  @Test
  void echo_manyClients_sameAsUnpatched() {
    Child plain = Child.plain(Echo.class, "50");
    Child.assertSame(plain, Child.patched(Echo.class, "50"));
    assertEquals(List.of("selected: 1", "read: 1", "echoes: 250"), plain.ok().lines());
  }

  @Test
  void echo_severalHubs_sameAsUnpatched() {
    Child.assertSame(Child.plain(Echo.class, "20"), Child.patchedWith("hubs=2", Echo.class, "20"));
  }

  @Test
  void wait_interrupted_goesOnAsUnpatched() {
    Child plain = Child.plain(InterruptedReader.class);
    assertEquals(
        List.of(
            "socket: 1",
            "socket: 2",
            "interrupted: true",
            "closed: false",
            "server: 0",
            "server: 0",
            "interrupted: true",
            "closed: false",
            "datagram: 1",
            "datagram: 2",
            "interrupted: true",
            "closed: false"),
        plain.ok().lines());
    Child.assertSame(plain, Child.patched(InterruptedReader.class));
  }

  /** Else a backlog overflows, and who connects is made to wait by the system, in seconds. */
  @Test
  void connect_manyAtOnce_letAcceptorInBetween() {
    List<String> lines = Child.patched(ConnectBurst.class, "600").ok().lines();
    assertEquals("accepted: 600", lines.getFirst());
    int waiting = Integer.parseInt(lines.getLast().replaceAll("\\D", ""));
    assertTrue(waiting < 200, lines::toString);
  }

  @Test
  void read_killed_leavesSocketUsable() {
    assertEquals(
        List.of(
            "dead: true, successful: true",
            "socket closed: false",
            "read: x",
            "timed out: true",
            "read: y"),
        Child.patched(KilledReader.class).ok().lines());
  }

  @Test
  void read_inClassInitializer_ends() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answer(server));
      String port = Integer.toString(server.getLocalPort());
      Child child = Child.patchedWith("exclude=name:teller", ReadsInInitializer.class, port).ok();
      assertEquals(List.of("read: 42", "told: true"), child.lines().stream().sorted().toList());
    }
  }

  private static void answer(ServerSocket server) {
    try (Socket reader = server.accept();
        Socket teller = server.accept()) {
      reader.getOutputStream().write(42);
      teller.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
