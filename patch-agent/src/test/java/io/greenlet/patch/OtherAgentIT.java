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
      "greenlet greenlet greenlet  other.entered 4 other.left 3 other.thrown 1 other.run 3";
  private static final String THREADS =
      "beside-0 beside-1 beside-2  other.entered 4 other.left 3 other.thrown 1 other.run 0";

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
  void otherAgent_first_bothDoTheirPart() {
    assertEquals(
        List.of(GREENLETS, THREADS, GREENLETS),
        run(List.of(other, Child.agent("")), "start", "unpatch", "start", "patchAll", "start"));
  }

  @Test
  void otherAgent_second_bothDoTheirPart() {
    assertEquals(
        List.of(GREENLETS, THREADS, GREENLETS),
        run(List.of(Child.agent(""), other), "start", "unpatch", "start", "patchAll", "start"));
  }

  @Test
  void otherAgent_beforePatchAll_bothDoTheirPart() {
    assertEquals(
        List.of(THREADS, GREENLETS, THREADS),
        run(List.of(other), "start", "patchAll", "start", "unpatch", "start"));
  }

  @Test
  void otherAgent_removed_oursGoesOn() {
    String alone = GREENLETS.replaceAll("[0-9]", "0");
    assertEquals(
        List.of(GREENLETS, alone),
        run(List.of(other, Child.agent("")), "start", "removeOther", "start"));
    assertEquals(
        List.of(GREENLETS, alone),
        run(List.of(Child.agent(""), other), "start", "removeOther", "start"));
  }
}
