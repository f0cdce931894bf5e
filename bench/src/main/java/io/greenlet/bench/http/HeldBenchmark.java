package io.greenlet.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.greenlet.bench.harness.Commands;
import io.greenlet.bench.harness.MarkdownTable;
import io.greenlet.bench.harness.ProcessCounts;
import io.greenlet.bench.harness.Report;
import io.greenlet.bench.harness.Rotation;
import io.greenlet.bench.harness.Samples;
import io.greenlet.bench.harness.Server;
import io.greenlet.bench.harness.Settings;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The resident memory that a responder needs for connections that are held open, each after one
 * request: so every thread has been through the code and waits for the next request.
 */
public final class HeldBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "variants", Settings.names(Variant.values()),
          "connections", "10000",
          "rounds", "3",
          "server", "1",
          "client", "0");
  private static final int PORT = 18_081;

  /** Connections, opened and closed, until the server has all that it needs for few of them. */
  private static final int WARM_UP = 200;

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);

  private HeldBenchmark() {}

  /**
   * What one server needed.
   *
   * @param without bytes resident before
   * @param with bytes resident with all connections
   * @param connections how many they are
   */
  private record Memory(long without, long with, int connections) {
    double each() {
      return (with - without) / 1000.0 / connections;
    }

    @Override
    public String toString() {
      return "%.1f kB for each connection, %.0f MB in all".formatted(each(), with / 1e6);
    }
  }

  /**
   * Runs all rounds and prints the table.
   *
   * @param args settings
   */
  public static void run(String[] args) throws IOException, InterruptedException {
    Settings settings = new Settings(args, DEFAULTS);
    Commands.ensureExists("taskset", "util-linux");
    int connections = settings.number("connections");
    Rotation<Variant, Memory> rounds =
        new Rotation<>(Variant.installed(settings.choices("variants", Variant.class)));
    Report report = new Report("held");
    Commands.confineThisProcess(settings.number("client"));
    for (int i = 0; i < settings.number("rounds"); i++) {
      rounds.turn(variant -> measure(variant, connections, settings.number("server")));
    }
    report.add("### %,d connections held open".formatted(connections));
    report.add(table(rounds.results()));
    Report.progress("kept in %s", report);
  }

  private static Memory measure(Variant variant, int connections, int core)
      throws IOException, InterruptedException {
    try (Server server = Server.start(core, PORT, variant.log(), variant.command(PORT))) {
      close(open(WARM_UP));
      long without = ProcessCounts.residentBytes(server.pid());
      Deque<Socket> held = open(connections);
      long with = ProcessCounts.residentBytes(server.pid());
      close(held);
      return new Memory(without, with, connections);
    }
  }

  private static Deque<Socket> open(int connections) throws IOException {
    Deque<Socket> all = new ArrayDeque<>();
    byte[] answer = new byte[Wire.answer().length];
    for (int i = 0; i < connections; i++) {
      Socket socket = new Socket("127.0.0.1", PORT);
      all.add(socket);
      socket.getOutputStream().write(REQUEST);
      if (socket.getInputStream().readNBytes(answer, 0, answer.length) < answer.length) {
        throw new EOFException("The server has closed connection " + i);
      }
    }
    return all;
  }

  private static void close(Deque<Socket> all) throws IOException {
    for (Socket socket : all) {
      socket.close();
    }
  }

  private static MarkdownTable table(Map<Variant, List<Memory>> results) {
    MarkdownTable table =
        new MarkdownTable(List.of("server", "kB for each, median (least-most)", "MB in all"));
    results.forEach((variant, all) ->
        table.add(
            List.of(
                variant.toString(),
                Samples.of(all, Memory::each).spread("%.1f"),
                "%.0f".formatted(Samples.of(all, memory -> memory.with() / 1e6).median()))));
    return table;
  }
}
