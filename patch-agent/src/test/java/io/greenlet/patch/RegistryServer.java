package io.greenlet.patch;

import io.greenlet.patch.programs.JdkHttpServer;
import io.greenlet.patch.programs.JettyServer;
import io.greenlet.patch.programs.NanoServer;
import io.greenlet.patch.programs.RedisMock;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A server out of a registry's artifact, or of the JDK: how it is started, used and stopped. */
enum RegistryServer {
  H2(200, "running at tcp://\\S+:(\\d+)", "org.h2.tools.Server", "-tcp", "-ifNotExists") {
    @Override
    List<String> arguments(int port) {
      return List.of("-tcpPort", Integer.toString(port));
    }

    @Override
    RegistryClients clients(int port) throws Exception {
      return new JdbcClients("jdbc:h2:tcp://127.0.0.1:" + port + "/mem:test;DB_CLOSE_DELAY=-1");
    }
  },

  DERBY(
      60,
      "ready to accept connections on port (\\d+)",
      "org.apache.derby.drda.NetworkServerControl",
      "start",
      "-h",
      "127.0.0.1") {
    @Override
    List<String> arguments(int port) {
      return List.of("-p", Integer.toString(port));
    }

    @Override
    RegistryClients clients(int port) throws Exception {
      return new JdbcClients("jdbc:derby://127.0.0.1:" + port + "/test;create=true");
    }

    @Override
    void stop(RegistryJvm server, Path folder, int port) throws Exception {
      List<String> shutdown =
          List.of(application.getFirst(), "shutdown", "-h", "127.0.0.1", "-p", "" + port);
      try (RegistryJvm control =
          RegistryJvm.start(folder, List.of(), Pattern.compile("shutdown"), shutdown)) {
        control.awaitEnd();
      }
    }
  },

  NANOHTTPD(100, NanoServer.class) {
    @Override
    void stop(RegistryJvm server, Path folder, int port) throws Exception {
      HttpClients.stop(port);
    }
  },

  JETTY(100, JettyServer.class),

  JDK_HTTP(100, JdkHttpServer.class) {
    @Override
    void stop(RegistryJvm server, Path folder, int port) throws Exception {
      HttpClients.stop(port);
    }
  },

  REDIS(100, RedisMock.class) {
    @Override
    RegistryClients clients(int port) {
      return new RedisClients(port);
    }
  };

  final int clients;
  final Pattern ready;
  final List<String> application;

  RegistryServer(int clients, String ready, String... application) {
    this.clients = clients;
    this.ready = Pattern.compile(ready);
    this.application = List.of(application);
  }

  RegistryServer(int clients, Class<?> main) {
    this(clients, "port (\\d+)", main.getName());
  }

  /** What follows on the command line, to have it listen to a port. */
  List<String> arguments(int port) {
    return List.of(Integer.toString(port));
  }

  RegistryClients clients(int port) throws Exception {
    return new HttpClients(port);
  }

  /** Has it end: as an operating system does, or in the program's own way. */
  void stop(RegistryJvm server, Path folder, int port) throws Exception {
    server.terminate();
  }
}
