package io.greenlet.bench;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** To make a greenlet or a thread, run it, and wait for its end. */
@State(Scope.Thread)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"
    })
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpawnBenchmark {
  private static final int MANY = 1_000;

  private static final ContinuationScope SCOPE = new ContinuationScope("spawn");

  private int done;

  /** Greenlets, all spawned before the first one runs. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public int greenlets() throws InterruptedException {
    List<Greenlet<?>> all = new ArrayList<>(MANY);
    for (int i = 0; i < MANY; i++) {
      all.add(Greenlets.spawn(() -> done++));
    }
    Greenlets.joinAll(all);
    return done;
  }

  /** The floor: raw continuations, made and run one by one. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public int continuations() {
    List<Continuation> all = new ArrayList<>(MANY);
    for (int i = 0; i < MANY; i++) {
      all.add(new Continuation(SCOPE, () -> done++));
    }
    for (Continuation continuation : all) {
      continuation.run();
    }
    return done;
  }

  /** The same with virtual threads on the JDK's own scheduler. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public int virtualThreads() throws InterruptedException {
    return threads(Thread.ofVirtual());
  }

  /** The same with platform threads, fewer of them at once. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public int platformThreads() throws InterruptedException {
    return threads(Thread.ofPlatform());
  }

  private int threads(Thread.Builder builder) throws InterruptedException {
    List<Thread> all = new ArrayList<>(MANY);
    for (int i = 0; i < MANY; i++) {
      all.add(builder.start(() -> done++));
    }
    for (Thread thread : all) {
      thread.join();
    }
    return done;
  }
}
