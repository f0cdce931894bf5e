package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.other.Beside;
import io.greenlet.patch.other.OtherAgent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside another agent that weaves Thread and VirtualThread, each does its part. */
final class OtherAgentIT {
  private static final String GREENLETS =
      "greenlet greenlet greenlet  other.entered 3 other.left 3 other.run 3";
  private static final String THREADS =
      "beside-0 beside-1 beside-2  other.entered 3 other.left 3 other.run 0";

  @TempDir private Path folder;
  private String other;

  @BeforeEach
  void writeAgent() throws IOException {
    other = "-javaagent:" + AgentJarFile.write(folder, OtherAgent.class);
  }

  private static List<String> run(List<String> agents, String... arguments) {
    List<String> flags = new ArrayList<>(agents);
    flags.add("-Xverify:all");
    flags.add("-Dnet.bytebuddy.nexus.disabled=true");
    String classPath =
        String.join(
            File.pathSeparator, Child.CLASSES, AgentJarFile.of(AgentBuilder.class), Child.AGENT);
    Child child = Child.java(flags, List.of("-cp", classPath, Beside.class.getName()), arguments);
    assertEquals(0, child.exitCode(), child::toString);
    assertEquals(
        List.of(),
        child.err().lines().filter(line -> !line.startsWith("WARNING: ")).toList(),
        child::toString);
    return child.lines();
  }

  @Test
  void otherAgent_alone_counts() {
    assertEquals(List.of(THREADS), run(List.of(other), "start"));
  }

  @Test
  void otherAgent_second_bothDoTheirPart() {
    assertEquals(
        List.of(GREENLETS, THREADS, GREENLETS),
        run(List.of(Child.agent(""), other), "start", "unpatch", "start", "patchAll", "start"));
  }
}
