package io.greenlet.patch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Makes the JVM load this jar as its agent while it runs.
 *
 * <p>A JVM may not attach to itself, unless a flag allows it, but a child of it may: that is a
 * second JVM, which lives for the moment it takes.
 */
final class SelfAttach {
  private static final String INSTEAD =
      "; start this program with -javaagent:patch-agent.jar instead, or allow agents to be loaded"
          + " with -XX:+EnableDynamicAgentLoading";

  private SelfAttach() {}

  /** Attaches; throws, saying what to do, if this JVM forbids it. */
  static Instrumentation attach() {
    Path jar = jar();
    try {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  jar.toString(),
                  AttachChild.class.getName(),
                  Long.toString(ProcessHandle.current().pid()),
                  jar.toString())
              .redirectErrorStream(true)
              .start();
      child.getOutputStream().close();
      String said;
      try (InputStream stream = child.getInputStream()) {
        said = new String(stream.readAllBytes(), Charset.defaultCharset()).strip();
      }
      if (child.waitFor() != 0) {
        throw new AgentFailure("cannot load the agent into this JVM: " + said + INSTEAD);
      }
    } catch (IOException e) {
      throw new AgentFailure("cannot start a JVM to attach to this one: " + e + INSTEAD, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentFailure("interrupted while the agent was being loaded", e);
    }
    return loaded();
  }

  private static Instrumentation loaded() {
    Instrumentation instrumentation = AgentEntry.instrumentation();
    if (instrumentation == null) {
      throw new AgentFailure(
          "the agent was loaded by "
              + ClassLoader.getSystemClassLoader()
              + ", but this class by "
              + SelfAttach.class.getClassLoader()
              + ": put patch-agent.jar on the class path, or start with -javaagent:patch-agent.jar");
    }
    return instrumentation;
  }

  private static Path jar() {
    CodeSource source = SelfAttach.class.getProtectionDomain().getCodeSource();
    try {
      Path path = source == null ? null : Path.of(source.getLocation().toURI());
      if (path != null && Files.isRegularFile(path)) {
        return path;
      }
      throw new AgentFailure(
          "an agent is loaded from a jar, and this class is not in one: " + path);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new AgentFailure("cannot find patch-agent.jar at " + source.getLocation(), e);
    }
  }
}
