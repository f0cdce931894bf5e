package io.greenlet.bench;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.generator.Generator;
import java.util.Iterator;
import java.util.concurrent.SynchronousQueue;
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

/**
 * One value of a generator, beside an iterator on a raw continuation, which is the floor, and a
 * pair of threads that hand values over. Each run makes the generator, too.
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
public class GeneratorBenchmark {
  private static final int VALUES = 1_000;
  private static final int DEPTH = 20;

  private static Generator<Integer, Void, Void> numbers() {
    return Generator.of(y -> {
      for (int i = 0; i < VALUES; i++) {
        y.yield(i);
      }
      return null;
    });
  }

  private static Generator<Integer, Void, Void> through(int depth) {
    return depth == 0 ? numbers() : Generator.of(y -> y.yieldAll(through(depth - 1)));
  }

  private static int sum(Iterator<Integer> values) {
    int sum = 0;
    while (values.hasNext()) {
      sum += values.next();
    }
    return sum;
  }

  /** Asked by a plain thread. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public int generatorOnMain() {
    return sum(numbers());
  }

  /** Asked by a greenlet. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public int generatorInGreenlet() throws InterruptedException {
    Greenlet<Integer> asking = Greenlets.spawn(() -> sum(numbers()));
    return asking.get();
  }

  /** Handed through 20 generators by yieldAll. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public int generatorDelegated() {
    return sum(through(DEPTH));
  }

  /** The floor. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public int continuation() {
    return sum(new OfContinuation());
  }

  /** Two platform threads. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public int platformThreads() throws InterruptedException {
    return sumOfPair(Thread.ofPlatform());
  }

  /** A platform thread, and a virtual one on the JDK's own scheduler. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public int virtualThread() throws InterruptedException {
    return sumOfPair(Thread.ofVirtual());
  }

  private static int sumOfPair(Thread.Builder builder) throws InterruptedException {
    SynchronousQueue<Integer> queue = new SynchronousQueue<>();
    Thread producer =
        builder.start(() -> {
          try {
            for (int i = 0; i < VALUES; i++) {
              queue.put(i);
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    int sum = 0;
    for (int i = 0; i < VALUES; i++) {
      sum += queue.take();
    }
    producer.join();
    return sum;
  }

  /** What a generator would be without threads, thread locals, and locks. */
  private static final class OfContinuation implements Iterator<Integer> {
    private static final ContinuationScope SCOPE = new ContinuationScope("generator");
    private final Continuation body = new Continuation(SCOPE, this::run);
    private Integer value;
    private boolean ahead;

    private void run() {
      for (int i = 0; i < VALUES; i++) {
        value = i;
        Continuation.yield(SCOPE);
      }
    }

    @Override
    public boolean hasNext() {
      if (!ahead) {
        body.run();
        ahead = !body.isDone();
      }
      return ahead;
    }

    @Override
    public Integer next() {
      ahead = false;
      return value;
    }
  }
}
