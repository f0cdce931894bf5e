package io.greenlet.bench;

import io.greenlet.pool.Pool;
import io.greenlet.pool.ThreadPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One input of a {@code map}, beside one call of an executor's {@code invokeAll}. */
@State(Scope.Thread)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-opens=java.base/java.lang=ALL-UNNAMED"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolBenchmark {
  private static final int INPUTS = 1_000;
  private static final int PLACES = 10;

  private final List<Integer> inputs = IntStream.range(0, INPUTS).boxed().toList();
  private final ExecutorService platform = Executors.newFixedThreadPool(PLACES);
  private final ExecutorService virtual =
      Executors.newFixedThreadPool(PLACES, Thread.ofVirtual().factory());
  private final ExecutorService virtualEach = Executors.newVirtualThreadPerTaskExecutor();
  private final ThreadPool threadPool = new ThreadPool(PLACES);

  /** Ends the threads. */
  @TearDown
  public void close() {
    platform.close();
    virtual.close();
    virtualEach.close();
    threadPool.close();
  }

  /** A pool of ten places. */
  @Benchmark
  @OperationsPerInvocation(INPUTS)
  public List<Integer> poolMap() throws InterruptedException {
    return new Pool(PLACES).map(input -> input + 1, inputs);
  }

  /** An executor with ten platform threads. */
  @Benchmark
  @OperationsPerInvocation(INPUTS)
  public List<Integer> platformExecutor() throws Exception {
    return invokeAll(platform);
  }

  /** An executor with ten virtual threads. */
  @Benchmark
  @OperationsPerInvocation(INPUTS)
  public List<Integer> virtualExecutor() throws Exception {
    return invokeAll(virtual);
  }

  /** An executor with a virtual thread for each call and no bound. */
  @Benchmark
  @OperationsPerInvocation(INPUTS)
  public List<Integer> virtualThreadEach() throws Exception {
    return invokeAll(virtualEach);
  }

  /** Calls on ten platform threads, each waited for by a greenlet. */
  @Benchmark
  @OperationsPerInvocation(INPUTS)
  public List<Integer> threadPoolMap() throws InterruptedException {
    return threadPool.map(input -> input + 1, inputs);
  }

  private List<Integer> invokeAll(ExecutorService executor) throws Exception {
    List<Callable<Integer>> calls = new ArrayList<>(INPUTS);
    for (int input : inputs) {
      calls.add(() -> input + 1);
    }
    List<Integer> results = new ArrayList<>(INPUTS);
    for (Future<Integer> result : executor.invokeAll(calls)) {
      results.add(result.get());
    }
    return results;
  }
}
