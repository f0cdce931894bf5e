package io.greenlet.bench.h2;

import io.greenlet.bench.harness.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The servers that are compared: one program, with the same heap and collector. */
enum H2Variant {
  PLATFORM("platform threads", List.of(), false),
  AGENT(
      "platform threads, patched", List.of("-javaagent:patch-agent/target/patch-agent.jar"), false),
  VIRTUAL(
      "virtual threads",
      List.of(
          "-Djdk.virtualThreadScheduler.parallelism=1",
          "-Djdk.virtualThreadScheduler.maxPoolSize=1"),
      true);

  private final String title;
  private final List<String> flags;
  private final boolean virtual;

  H2Variant(String title, List<String> flags, boolean virtual) {
    this.title = title;
    this.flags = flags;
    this.virtual = virtual;
  }

  /**
   * The command that starts it.
   *
   * @param port where it will listen
   * @param megabytes of heap
   */
  List<String> command(int port, int megabytes) {
    List<String> command = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx" + megabytes + "m"));
    command.addAll(flags);
    command.addAll(List.of("-cp", "bench/target/classes:bench/target/programs/h2.jar"));
    command.add(H2Server.class.getName());
    command.addAll(List.of("-ifNotExists", "-tcpPort", Integer.toString(port)));
    command.addAll(List.of("-tcpVirtualThreads", Boolean.toString(virtual)));
    return Commands.java(command);
  }

  Path log() {
    return Path.of("bench/target", "h2-" + name().toLowerCase(Locale.ROOT) + ".log");
  }

  @Override
  public String toString() {
    return title;
  }
}
