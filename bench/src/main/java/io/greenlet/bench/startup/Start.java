package io.greenlet.bench.startup;

import io.greenlet.bench.harness.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A way to start the program. */
enum Start {
  BARE("no agent"),
  EMPTY("an agent that does nothing"),
  AGENT("-javaagent:patch-agent.jar"),
  LAUNCHER("java -jar patch-agent.jar"),
  ASKING("-javaagent, and the program calls Thread.currentThread()");

  private static final String AGENT_JAR = "patch-agent/target/patch-agent.jar";

  private final String title;

  Start(String title) {
    this.title = title;
  }

  /** The command, given the jar of the program. */
  List<String> command(Path program) {
    List<String> application =
        new ArrayList<>(List.of("-cp", program.toString(), Hello.class.getName()));
    if (this == ASKING) {
      application.add("ask");
    }
    return command(program, application);
  }

  /** The command for another program, given the jar that has the empty agent. */
  List<String> command(Path empty, List<String> application) {
    List<String> flags = new ArrayList<>();
    switch (this) {
      case BARE -> {}
      case EMPTY -> flags.add("-javaagent:" + empty);
      case AGENT, ASKING -> flags.add("-javaagent:" + AGENT_JAR);
      case LAUNCHER -> flags.addAll(List.of("-jar", AGENT_JAR));
    }
    flags.addAll(application);
    return Commands.java(flags);
  }

  @Override
  public String toString() {
    return title;
  }
}
