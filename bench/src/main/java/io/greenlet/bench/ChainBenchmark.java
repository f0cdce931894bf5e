package io.greenlet.bench;

import io.greenlet.Greenlet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * A chain in which each link waits for a number and passes on one more: what a link takes, its
 * making included. greenlet has this one among its own.
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
public class ChainBenchmark {
  private static final int LINKS = 10_000;

  private static final ContinuationScope SCOPE = new ContinuationScope("chain");

  private int number;

  /** Each greenlet ends with its number, which so goes to its parent, the next link. */
  @Benchmark
  @OperationsPerInvocation(LINKS)
  public Object greenlets() {
    Greenlet<?> link = Greenlet.current();
    for (int i = 0; i < LINKS; i++) {
      Greenlet<?> next = Greenlet.of((Object number) -> (Integer) number + 1);
      next.setParent(link);
      link = next;
    }
    return link.switchTo(0);
  }

  /** The floor: raw continuations that are run one after the other. */
  @Benchmark
  @OperationsPerInvocation(LINKS)
  public int continuations() {
    List<Continuation> links = new ArrayList<>(LINKS);
    for (int i = 0; i < LINKS; i++) {
      links.add(new Continuation(SCOPE, () -> number++));
    }
    for (Continuation link : links) {
      link.run();
    }
    return number;
  }

  /** Virtual threads of the JDK's own scheduler, linked by futures. */
  @Benchmark
  @OperationsPerInvocation(LINKS)
  public Object virtualThreads() {
    return linkByFutures(Thread.ofVirtual(), LINKS);
  }

  /** Platform threads, linked likewise; a tenth of them. */
  @Benchmark
  @OperationsPerInvocation(LINKS / 10)
  public Object platformThreads() {
    return linkByFutures(Thread.ofPlatform(), LINKS / 10);
  }

  private static Object linkByFutures(Thread.Builder builder, int links) {
    CompletableFuture<Integer> last = new CompletableFuture<>();
    CompletableFuture<Integer> link = last;
    for (int i = 0; i < links; i++) {
      CompletableFuture<Integer> to = link;
      CompletableFuture<Integer> from = new CompletableFuture<>();
      builder.start(() -> to.complete(from.join() + 1));
      link = from;
    }
    link.complete(0);
    return last.join();
  }
}
