package io.greenlet.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One switch, at several depths of stack. The floor counts a run and a yield of a raw continuation
 * as one switch: that is what it takes to leave one greenlet and enter another. "held" is the floor
 * for a switch between threads that the JDK knows as such: a bare scheduler that holds one back.
 */
@State(Scope.Thread)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"
    })
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SwitchBenchmark {
  private static final int SWITCHES = 1_000;

  /** Frames below the switch. */
  @Param({"10", "100", "400"})
  public int depth;

  /** Who switches. */
  @Param({"greenlet", "continuation", "held", "virtual", "platform"})
  public String kind;

  private Rally rally;

  /** Brings both parties to their places. */
  @Setup(Level.Iteration)
  public void open() {
    rally =
        switch (kind) {
          case "greenlet" -> new Rally.OfGreenlets(depth);
          case "continuation" -> new Rally.OfContinuation(depth);
          case "held" -> new Rally.OfHeldThreads(depth);
          case "virtual" -> new Rally.OfThreads(Thread.ofVirtual().factory(), depth);
          case "platform" -> new Rally.OfThreads(Thread.ofPlatform().factory(), depth);
          default -> throw new IllegalArgumentException(kind);
        };
  }

  /** Ends both parties. */
  @TearDown(Level.Iteration)
  public void close() throws InterruptedException {
    rally.close();
  }

  /** Switches; for the continuation two halves make one. */
  @Benchmark
  @OperationsPerInvocation(SWITCHES)
  public void switches() throws InterruptedException {
    rally.play(kind.equals("continuation") ? 2 * SWITCHES : SWITCHES);
  }
}
