package io.greenlet;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program in a JVM of its own. */
public final class FreshJvm {
  /** The flag that lets greenlets in as a library. */
  public static final String ADD_OPENS = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  /** What came of a run. */
  public record Result(int exitCode, String out, String err) {}

  private static final int LIMIT_SECONDS = 50;

  private FreshJvm() {}

  /** Runs a class of the tests with the given flags of the JVM and waits for its end. */
  public static Result run(Class<?> main, String... flags)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.add("-cp");
    arguments.add(placeOf(Greenlet.class) + File.pathSeparator + placeOf(FreshJvm.class));
    arguments.add(main.getName());
    return java(arguments);
  }

  /** Runs {@code java} with the given arguments and waits for its end. */
  public static Result java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(arguments);
    Path out = Files.createTempFile("fresh-jvm", ".out");
    Path err = Files.createTempFile("fresh-jvm", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Result result = new Result(process.exitValue(), read(out), read(err));
      if (!ended) {
        throw new AssertionError(arguments + " did not end; so far " + result);
      }
      return result;
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** The folder or jar that a class was loaded from. */
  public static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
