package io.greenlet.bench.http;

import io.greenlet.bench.harness.Commands;
import io.greenlet.bench.harness.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The servers that are compared; all Java ones with the same heap and collector. */
enum Variant {
  PLATFORM("platform threads") {
    @Override
    List<String> command(int port) {
      return responder(List.of(), port, "platform");
    }
  },

  AGENT("platform threads, patched") {
    @Override
    List<String> command(int port) {
      return responder(List.of("-javaagent:" + AGENT_JAR), port, "platform");
    }
  },

  VIRTUAL("virtual threads") {
    @Override
    List<String> command(int port) {
      List<String> oneCarrier =
          List.of(
              "-Djdk.virtualThreadScheduler.parallelism=1",
              "-Djdk.virtualThreadScheduler.maxPoolSize=1");
      return responder(oneCarrier, port, "virtual");
    }
  },

  NETTY("Netty") {
    @Override
    List<String> command(int port) {
      List<String> flags = List.of("--enable-native-access=ALL-UNNAMED", "-cp", BENCHMARKS_JAR);
      return java(flags, NettyResponder.class, Integer.toString(port));
    }
  },

  GO("Go") {
    @Override
    boolean isInstalled() {
      return Commands.exists("go");
    }

    @Override
    List<String> command(int port) throws IOException, InterruptedException {
      Path program = Path.of("bench/target/go-responder").toAbsolutePath();
      if (!Files.exists(program)) {
        Commands.output(
            List.of("go", "build", "-o", program.toString(), "bench/src/main/go/main.go"));
      }
      return List.of(program.toString(), Integer.toString(port));
    }
  };

  private static final String AGENT_JAR = "patch-agent/target/patch-agent.jar";
  private static final String BENCHMARKS_JAR = "bench/target/benchmarks.jar";

  /** Without the jar: it has the core as well, which a patched program does not need. */
  private static final String CLASSES = "bench/target/classes";

  private final String title;

  Variant(String title) {
    this.title = title;
  }

  abstract List<String> command(int port) throws IOException, InterruptedException;

  boolean isInstalled() {
    return true;
  }

  /** Those that can run here; a line for each of the others. */
  static List<Variant> installed(List<Variant> asked) {
    List<Variant> installed = new ArrayList<>();
    for (Variant variant : asked) {
      if (variant.isInstalled()) {
        installed.add(variant);
      } else {
        Report.progress("%s is left out: it is not installed", variant);
      }
    }
    return installed;
  }

  Path log() {
    return Path.of("bench/target", name().toLowerCase(Locale.ROOT) + ".log");
  }

  private static List<String> responder(List<String> flags, int port, String threads) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of("-cp", CLASSES));
    return java(all, Responder.class, Integer.toString(port), threads);
  }

  private static List<String> java(List<String> flags, Class<?> program, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m"));
    all.addAll(flags);
    all.add(program.getName());
    all.addAll(List.of(arguments));
    return Commands.java(all);
  }

  @Override
  public String toString() {
    return title;
  }
}
