package io.greenlet.bench.h2;

import io.greenlet.bench.harness.CoreCounts;
import io.greenlet.bench.harness.ProcessCounts;
import io.greenlet.bench.harness.Server;
import java.io.IOException;
import java.sql.SQLException;

/**
 * One server, started, warmed up, measured and ended.
 *
 * @param perSecond statements answered
 * @param cpuMicros CPU time of the server, for each statement
 * @param switches context switches of the server, for each statement
 * @param megabytes resident at the end
 * @param threads that the system saw the server with
 * @param clientBusy the share of its core that the client used
 * @param othersBusy the share of the server's core that was not the server's own
 */
record H2Round(
    double perSecond,
    double cpuMicros,
    double switches,
    double megabytes,
    long threads,
    double clientBusy,
    double othersBusy) {
  private static final int PORT = 18_082;

  /**
   * How a round is made.
   *
   * @param core where the server runs
   * @param connections how many, kept open
   * @param heapMegabytes the most that the server's heap may take
   * @param warmUpSeconds of load before the measurement
   * @param seconds of load that are measured
   */
  record Plan(int core, int connections, int heapMegabytes, int warmUpSeconds, int seconds) {}

  static H2Round of(H2Variant variant, Plan plan) throws IOException, InterruptedException {
    try (Server server =
            Server.start(
                plan.core(), PORT, variant.log(), variant.command(PORT, plan.heapMegabytes()));
        Load load = new Load(PORT, plan.connections())) {
      Thread.sleep(1000L * plan.warmUpSeconds());
      Moment before = Moment.now(server, load, plan.core());
      Thread.sleep(1000L * plan.seconds());
      Moment after = Moment.now(server, load, plan.core());
      double megabytes = ProcessCounts.residentBytes(server.pid()) / 1e6;
      return between(before, after, megabytes, ProcessCounts.threads(server.pid()));
    } catch (SQLException e) {
      throw new IOException("The load has failed, see " + variant.log(), e);
    }
  }

  private static H2Round between(Moment before, Moment after, double megabytes, long threads) {
    double seconds = (after.nanos - before.nanos) / 1e9;
    double answered = after.answered - before.answered;
    ProcessCounts server = after.server.since(before.server);
    CoreCounts core = after.core.since(before.core);
    return new H2Round(
        answered / seconds,
        server.cpuSeconds() * 1e6 / answered,
        server.contextSwitches() / answered,
        megabytes,
        threads,
        after.client.since(before.client).cpuSeconds() / seconds,
        Math.max(0, core.busySeconds() - server.cpuSeconds()) / core.allSeconds());
  }

  @Override
  public String toString() {
    return "%,.0f statements/s, %.1f µs of CPU each, %.0f MB, %d threads, others on the core %.0f %%"
        .formatted(perSecond, cpuMicros, megabytes, threads, 100 * othersBusy);
  }

  /** All that is counted, at one moment. */
  private record Moment(
      long nanos, long answered, ProcessCounts server, ProcessCounts client, CoreCounts core) {
    static Moment now(Server server, Load load, int core) throws IOException {
      return new Moment(
          System.nanoTime(),
          load.answered(),
          ProcessCounts.of(server.pid()),
          ProcessCounts.of(ProcessHandle.current().pid()),
          CoreCounts.of(core));
    }
  }
}
