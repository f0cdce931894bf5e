package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Traced;
import io.opentelemetry.javaagent.OpenTelemetryAgent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Beside the agent that traces calls in production, in either order, both do their part. */
final class TracingAgentIT {
  private static final String TRACING = "-javaagent:" + AgentJarFile.of(OpenTelemetryAgent.class);
  private static final Pattern SPAN =
      Pattern.compile("LoggingSpanExporter - '(GET(?: /)?)' : (\\w+)");

  /** What the program says, then for each trace which calls are in it. */
  private static List<String> run(String... agents) {
    List<String> flags = new ArrayList<>(Arrays.asList(agents));
    flags.add("-Dotel.traces.exporter=console");
    flags.add("-Dotel.metrics.exporter=none");
    flags.add("-Dotel.logs.exporter=none");
    Child child = Child.java(flags, List.of("-cp", Child.CLASSES, Traced.class.getName()));
    assertEquals(0, child.exitCode(), child::toString);
    List<String> said = new ArrayList<>(child.lines());
    SPAN.matcher(child.err())
        .results()
        .map(span -> span.group(2) + " " + span.group(1))
        .sorted()
        .map(span -> span.substring(span.indexOf(' ') + 1))
        .forEach(said::add);
    return said;
  }

  @Test
  void tracingAgent_eitherOrder_sameAnswersAndTraces() {
    List<String> alone = run(TRACING);
    String answer = "answered by pool-1-thread-1";
    assertEquals(
        List.of(answer, answer, answer, "GET", "GET /", "GET", "GET /", "GET", "GET /"), alone);

    assertEquals(alone, run(TRACING, Child.agent("")), "the tracing agent first");
    assertEquals(alone, run(Child.agent(""), TRACING), "the tracing agent second");
  }
}
