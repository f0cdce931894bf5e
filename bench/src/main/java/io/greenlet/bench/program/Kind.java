package io.greenlet.bench.program;

import io.greenlet.bench.harness.Commands;
import java.util.ArrayList;
import java.util.List;

/** The kinds of threads that are compared, each with its JVM: all with the same heap. */
enum Kind {
  CONTINUATION("raw continuations", true, "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"),
  GREENLET("greenlets", true, Kind.OPENS),
  TWO_HUBS("greenlets, two hubs", false, Kind.OPENS),
  PATCHED("platform threads, patched", true, "-javaagent:" + Kind.AGENT_JAR),
  ONE_CARRIER(
      "virtual threads, one carrier",
      true,
      "-Djdk.virtualThreadScheduler.parallelism=1",
      "-Djdk.virtualThreadScheduler.maxPoolSize=1"),
  VIRTUAL("virtual threads", false),
  PLATFORM("platform threads", false);

  private static final String AGENT_JAR = "patch-agent/target/patch-agent.jar";
  private static final String OPENS = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  private final String title;
  private final boolean onOneCore;
  private final List<String> flags;

  Kind(String title, boolean onOneCore, String... flags) {
    this.title = title;
    this.onOneCore = onOneCore;
    this.flags = List.of(flags);
  }

  Threads threads() {
    return switch (this) {
      case GREENLET -> new Threads.OfGreenlets();
      case TWO_HUBS -> new Threads.OfTwoHubs();
      case PATCHED, PLATFORM -> Threads.of(task -> new Thread(task));
      case ONE_CARRIER, VIRTUAL -> Threads.of(Thread.ofVirtual().factory());
      case CONTINUATION -> throw new IllegalStateException("These are no threads");
    };
  }

  boolean isFor(Program program) {
    return switch (this) {
      case CONTINUATION ->
          switch (program) {
            case LINKED_QUEUES, RING, SKYNET, PARKED -> true;
            case SYNCHRONOUS_QUEUES, SLEEPERS, LIGHT_WORK -> false;
          };
      case TWO_HUBS -> program == Program.LIGHT_WORK;
      default -> true;
    };
  }

  /**
   * Runs a program in a JVM of this kind; on one core whatever has one carrier. The heap is touched
   * beforehand: else the rounds up to the first collection would be those in which the system hands
   * it out, zeroed, page by page.
   */
  List<String> command(Program program, int rounds, int core) {
    List<String> all =
        new ArrayList<>(
            List.of("-XX:+UseSerialGC", "-Xms3g", "-Xmx3g", "-Xmn1500m", "-XX:+AlwaysPreTouch"));
    all.addAll(flags);
    // A patched program has no need for the core beside it.
    String path = this == PATCHED ? "bench/target/classes" : "bench/target/benchmarks.jar";
    all.addAll(List.of("-cp", path, ProgramRun.class.getName()));
    all.addAll(List.of(program.name(), name(), Integer.toString(rounds)));
    List<String> java = Commands.java(all);
    return onOneCore ? Commands.onCore(core, java) : java;
  }

  @Override
  public String toString() {
    return title;
  }
}
