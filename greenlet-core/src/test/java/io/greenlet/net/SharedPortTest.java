package io.greenlet.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.HubGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server on each hub of a group, all on one port: what processes that share a port are to C. */
@Timeout(60)
final class SharedPortTest {
  private static final int CONNECTIONS = 100;

  @Test
  void reusePort_serverOnEachHub_systemSpreadsConnections() throws Exception {
    try (HubGroup group = HubGroup.of(2)) {
      Map<Integer, Integer> served = new HashMap<>();
      InetSocketAddress address = StreamServerTest.ANY;
      List<StreamServer> servers = new ArrayList<>();
      for (Hub hub : group.hubs()) {
        int number = group.hubs().indexOf(hub);
        ServerSocket listener = listener(address);
        address = (InetSocketAddress) listener.getLocalSocketAddress();
        StreamServer server = new StreamServer(listener, s -> s.getOutputStream().write(number));
        Greenlet<StreamServer> started = hub.spawn(server::start);
        servers.add(started.get());
      }

      for (int i = 0; i < CONNECTIONS; i++) {
        served.merge(answer(address), 1, Integer::sum);
      }

      assertEquals(CONNECTIONS, served.values().stream().mapToInt(n -> n).sum());
      assertTrue(served.containsKey(0) && served.containsKey(1), served::toString);
      for (StreamServer server : servers) {
        assertTrue(server.stop());
      }
    }
  }

  private static ServerSocket listener(InetSocketAddress address) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    listener.bind(address, CONNECTIONS);
    return listener;
  }

  private static int answer(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      return socket.getInputStream().read();
    }
  }
}
