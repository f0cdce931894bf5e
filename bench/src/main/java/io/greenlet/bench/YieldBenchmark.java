package io.greenlet.bench;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
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
 * To let all others run once, among few and many. The floor is a queue of raw continuations, each
 * run until it yields.
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
public class YieldBenchmark {
  private static final int YIELDS = 100_000;

  private static final ContinuationScope SCOPE = new ContinuationScope("yield");

  /** How many yield in turn. */
  @Param({"2", "100", "10000"})
  public int among;

  private final List<Greenlet<Void>> greenlets = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ArrayDeque<Continuation> continuations = new ArrayDeque<>();
  private boolean over;

  /** Makes those that yield; they run only while the benchmark drives them. */
  @Setup(Level.Iteration)
  public void open() {
    over = false;
    for (int i = 0; i < among; i++) {
      continuations.add(new Continuation(SCOPE, this::yieldContinuation));
    }
  }

  private void yieldContinuation() {
    while (!over) {
      Continuation.yield(SCOPE);
    }
  }

  /** Ends the continuations. */
  @TearDown(Level.Iteration)
  public void close() {
    over = true;
    while (!continuations.isEmpty()) {
      continuations.poll().run();
    }
  }

  /** Greenlets; their spawning and ending is in the figure, which is why they yield so often. */
  @Benchmark
  @OperationsPerInvocation(YIELDS)
  public void greenlets() throws InterruptedException {
    int each = Math.max(YIELDS / among, 1);
    for (int i = 0; i < among; i++) {
      greenlets.add(
          Greenlets.spawn(() -> {
            for (int left = each; left > 0; left--) {
              Greenlets.yieldNow();
            }
          }));
    }
    Greenlets.joinAll(greenlets);
    greenlets.clear();
  }

  /** Virtual threads of the JDK's own scheduler, spawned and ended likewise. */
  @Benchmark
  @OperationsPerInvocation(YIELDS)
  public void virtualThreads() throws InterruptedException {
    yieldIn(Thread.ofVirtual());
  }

  /** Platform threads, likewise. */
  @Benchmark
  @OperationsPerInvocation(YIELDS)
  public void platformThreads() throws InterruptedException {
    yieldIn(Thread.ofPlatform());
  }

  private void yieldIn(Thread.Builder builder) throws InterruptedException {
    int each = Math.max(YIELDS / among, 1);
    for (int i = 0; i < among; i++) {
      threads.add(
          builder.start(() -> {
            for (int left = each; left > 0; left--) {
              Thread.yield();
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
  }

  /** Raw continuations in a queue: the floor. */
  @Benchmark
  @OperationsPerInvocation(YIELDS)
  public void continuations() {
    for (int left = YIELDS; left > 0; left--) {
      Continuation next = continuations.pollFirst();
      next.run();
      continuations.addLast(next);
    }
  }
}
