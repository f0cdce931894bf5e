package io.greenlet.bench.http;

import io.greenlet.bench.harness.CoreCounts;
import io.greenlet.bench.harness.ProcessCounts;
import io.greenlet.bench.harness.SentBytes;
import io.greenlet.bench.harness.Server;
import io.greenlet.bench.harness.SystemCalls;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One server, started, warmed up, measured and ended.
 *
 * @param requestsPerSecond while it was measured
 * @param userMicros CPU time in the program, for each request
 * @param systemMicros CPU time in the kernel, for each request; the kernel's work for what the
 *     client sends is in the client's, the other way round for what the server sends
 * @param switchesPerRequest context switches
 * @param megabytes resident at the end
 * @param clientBusy the share of its core that the client used
 * @param othersBusy the share of the server's core that was not the server's own
 * @param seen by the client
 * @param calls system calls for each request, by name; empty if not counted
 */
record Round(
    double requestsPerSecond,
    double userMicros,
    double systemMicros,
    double switchesPerRequest,
    double megabytes,
    double clientBusy,
    double othersBusy,
    Wrk.Report seen,
    Map<String, Double> calls) {
  private static final int PORT = 18_080;
  private static final int COUNT_SECONDS = 4;

  /**
   * Several, because what happens when connections end is new to the JIT, which makes much of what
   * it has compiled anew, for seconds, on the core that is measured.
   */
  private static final int WARM_UPS = 3;

  /**
   * How a round is made.
   *
   * @param serverCore where the server runs
   * @param clientCore where the client runs
   * @param connections how many, kept open
   * @param warmUpSeconds of load in each of the warm-ups
   * @param seconds of load that are measured, but for the time in which connections are made
   * @param countsCalls whether system calls are counted, in a load of its own
   */
  record Plan(
      int serverCore,
      int clientCore,
      int connections,
      int warmUpSeconds,
      int seconds,
      boolean countsCalls) {
    /** Until all connections are made and served. */
    int settleSeconds() {
      return connections < 1000 ? 1 : 3;
    }
  }

  static Round of(Variant variant, Plan plan) throws IOException, InterruptedException {
    List<String> command = variant.command(PORT);
    try (Server server = Server.start(plan.serverCore(), PORT, variant.log(), command)) {
      for (int i = 0; i < WARM_UPS; i++) {
        warmUp(plan);
      }
      Map<String, Double> calls = plan.countsCalls() ? calls(server, plan) : Map.of();
      return measured(server, plan, calls);
    }
  }

  private static void warmUp(Plan plan) throws IOException, InterruptedException {
    try (Wrk load = load(plan)) {
      Thread.sleep(1000L * plan.warmUpSeconds());
      load.stop();
    }
  }

  private static Wrk load(Plan plan) throws IOException {
    return Wrk.start(plan.clientCore(), PORT, plan.connections());
  }

  private static Map<String, Double> calls(Server server, Plan plan)
      throws IOException, InterruptedException {
    try (Wrk load = load(plan)) {
      Thread.sleep(1000L * plan.settleSeconds());
      Map<String, Double> calls =
          SystemCalls.perAnswer(server.pid(), COUNT_SECONDS, Wire.answer().length);
      load.stop();
      return calls;
    }
  }

  private static Round measured(Server server, Plan plan, Map<String, Double> calls)
      throws IOException, InterruptedException {
    try (Wrk load = load(plan)) {
      Thread.sleep(1000L * plan.settleSeconds());
      Moment before = Moment.now(server, load, plan.serverCore());
      Thread.sleep(1000L * plan.seconds());
      Moment after = Moment.now(server, load, plan.serverCore());
      double megabytes = ProcessCounts.residentBytes(server.pid()) / 1e6;
      return of(before, after, megabytes, load.stop(), calls);
    }
  }

  private static Round of(
      Moment before, Moment after, double megabytes, Wrk.Report seen, Map<String, Double> calls) {
    double seconds = (after.nanos - before.nanos) / 1e9;
    double requests = (double) (after.sent - before.sent) / Wire.answer().length;
    ProcessCounts server = after.server.since(before.server);
    CoreCounts core = after.core.since(before.core);
    return new Round(
        requests / seconds,
        server.userSeconds() * 1e6 / requests,
        server.systemSeconds() * 1e6 / requests,
        server.contextSwitches() / requests,
        megabytes,
        after.client.since(before.client).cpuSeconds() / seconds,
        Math.max(0, core.busySeconds() - server.cpuSeconds()) / core.allSeconds(),
        seen,
        calls);
  }

  @Override
  public String toString() {
    return "%,.0f requests/s, %.1f µs of CPU each, p99 %.1f ms, others on the core %.0f %%"
        .formatted(requestsPerSecond, cpuMicros(), seen.p99(), 100 * othersBusy);
  }

  double cpuMicros() {
    return userMicros + systemMicros;
  }

  /** All that is counted, at one moment. */
  private record Moment(
      long nanos, long sent, ProcessCounts server, ProcessCounts client, CoreCounts core) {
    static Moment now(Server server, Wrk load, int core) throws IOException, InterruptedException {
      return new Moment(
          System.nanoTime(),
          SentBytes.from(server.port()),
          ProcessCounts.of(server.pid()),
          ProcessCounts.of(load.pid()),
          CoreCounts.of(core));
    }
  }
}
