package io.greenlet.bench;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Who am I, asked in a greenlet and on a plain thread, beside the JDK's own question. */
@State(Scope.Thread)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"
    })
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CurrentBenchmark {
  private static final int CALLS = 1_000;

  /** In a greenlet. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void inGreenlet(Blackhole sink) throws InterruptedException {
    Greenlets.spawn(() -> ask(sink)).join();
  }

  private static void ask(Blackhole sink) {
    for (int i = 0; i < CALLS; i++) {
      sink.consume(Greenlet.current());
    }
  }

  /** On a plain thread: its main greenlet. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void onPlainThread(Blackhole sink) {
    ask(sink);
  }

  /** The JDK's current thread, in a greenlet. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void currentThread(Blackhole sink) throws InterruptedException {
    Greenlets.spawn(
            () -> {
              for (int i = 0; i < CALLS; i++) {
                sink.consume(Thread.currentThread());
              }
            })
        .join();
  }
}
