package io.greenlet.bench.http;

import io.greenlet.bench.harness.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load: wrk, with one thread on one core, sending the next request as an answer comes. */
final class Wrk implements AutoCloseable {
  private static final Map<String, Double> MILLIS =
      Map.of("us", 0.001, "ms", 1.0, "s", 1000.0, "m", 60_000.0);

  /** So that it ends some time, even if nobody is left to stop it. */
  private static final int MOST_SECONDS = 300;

  private final Process process;

  private Wrk(Process process) {
    this.process = process;
  }

  /**
   * What it has seen.
   *
   * @param p50 milliseconds that half of the answers took at most
   * @param p99 milliseconds that 99 in a hundred took at most
   * @param errors of sockets, time-outs included, and answers that were none
   */
  record Report(double p50, double p99, long errors) {}

  /** Starts the load, which goes on until it is stopped. */
  static Wrk start(int core, int port, int connections) throws IOException {
    List<String> command =
        List.of(
            "wrk",
            "--latency",
            "-t1",
            "-c" + connections,
            "-d" + MOST_SECONDS + "s",
            "http://127.0.0.1:" + port + "/");
    return new Wrk(
        new ProcessBuilder(Commands.onCore(core, command)).redirectErrorStream(true).start());
  }

  long pid() {
    return process.pid();
  }

  /** Ends the load and tells what it has seen. */
  Report stop() throws IOException, InterruptedException {
    // It takes this signal for the end of its time; another one would end it without a report.
    Commands.output(List.of("kill", "-INT", Long.toString(pid())));
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("wrk ended with " + process.exitValue() + ":\n" + printed);
    }
    return parse(printed);
  }

  static Report parse(String printed) {
    long errors = 0;
    Matcher error =
        Pattern.compile("(?:connect|read|write|timeout|responses:) (\\d+)").matcher(printed);
    while (error.find()) {
      errors += Long.parseLong(error.group(1));
    }
    return new Report(latency(printed, "50%"), latency(printed, "99%"), errors);
  }

  private static double latency(String printed, String share) {
    Matcher line =
        Pattern.compile("^\\s*" + share + "\\s+([\\d.]+)(us|ms|s|m)\\s*$", Pattern.MULTILINE)
            .matcher(printed);
    if (!line.find()) {
      throw new IllegalStateException("wrk has not printed " + share + ":\n" + printed);
    }
    return Double.parseDouble(line.group(1)) * MILLIS.get(line.group(2));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
