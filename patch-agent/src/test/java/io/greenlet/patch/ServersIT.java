package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Servers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The servers of the toolkit where sockets are polled by the hub itself. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ServersIT {
  private static final List<String> EXPECTED =
      List.of(
          "answers: 50",
          "most at once: 10, same hub: true",
          "client of a stopped server reads: -1",
          "datagram: 7",
          "stopped by a signal: true");

  @Test
  void servers_patched_serveOrdinaryThreads() {
    assertEquals(EXPECTED, Child.patched(Servers.class).ok().lines());
  }

  @Test
  void servers_patchedButForSockets_doTheSame() {
    assertEquals(EXPECTED, Child.patchedWith("areas=-socket", Servers.class).ok().lines());
  }
}
