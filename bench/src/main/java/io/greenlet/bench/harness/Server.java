package io.greenlet.bench.harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process on a core of its own; closing it ends it. */
public final class Server implements AutoCloseable {
  private static final long START_SECONDS = 30;

  private final Process process;
  private final int port;

  private Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server and waits until it accepts connections.
   *
   * @param core where it runs
   * @param port where it will listen on the loopback address
   * @param log gets what it prints
   * @param command the command
   * @return the server
   * @throws IllegalStateException if it ends or does not listen
   */
  public static Server start(int core, int port, Path log, List<String> command)
      throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    if (accepts(port)) {
      throw new IllegalStateException(
          "Port %d is in use, by what an earlier run left behind perhaps: ss -tlnp sport = :%d"
              .formatted(port, port));
    }
    Process process =
        new ProcessBuilder(Commands.onCore(core, command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Server server = new Server(process, port);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        !accepts(port);
        Thread.sleep(50)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        server.close();
        throw new IllegalStateException(
            String.join(" ", command) + " does not listen:\n" + Files.readString(log));
      }
    }
    return server;
  }

  private static boolean accepts(int port) {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
