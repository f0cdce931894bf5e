package io.greenlet.bench;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.sync.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** To wait and be woken with a hundred others, the spawn and the join of each counted in. */
@State(Scope.Thread)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-opens=java.base/java.lang=ALL-UNNAMED"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventBenchmark {
  private static final int WAITERS = 100;

  /** Greenlets that wait for an event. */
  @Benchmark
  @OperationsPerInvocation(WAITERS)
  public void event() throws InterruptedException {
    Event event = new Event();
    List<Greenlet<?>> waiters = new ArrayList<>(WAITERS);
    for (int i = 0; i < WAITERS; i++) {
      waiters.add(Greenlets.spawn(() -> event.await()));
    }
    Greenlets.yieldNow();
    event.set();
    Greenlets.joinAll(waiters);
  }

  /** Greenlets that wait for the JDK's latch. */
  @Benchmark
  @OperationsPerInvocation(WAITERS)
  public void latchOfGreenlets() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    List<Greenlet<?>> waiters = new ArrayList<>(WAITERS);
    for (int i = 0; i < WAITERS; i++) {
      waiters.add(Greenlets.spawn(() -> latch.await()));
    }
    Greenlets.yieldNow();
    latch.countDown();
    Greenlets.joinAll(waiters);
  }

  /** The JDK's virtual threads that wait for its latch. */
  @Benchmark
  @OperationsPerInvocation(WAITERS)
  public void latchOfVirtualThreads() throws InterruptedException {
    latch(Thread.ofVirtual());
  }

  /** Platform threads that wait for the JDK's latch. */
  @Benchmark
  @OperationsPerInvocation(WAITERS)
  public void latchOfPlatformThreads() throws InterruptedException {
    latch(Thread.ofPlatform());
  }

  private static void latch(Thread.Builder builder) throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(WAITERS);
    List<Thread> waiters = new ArrayList<>(WAITERS);
    for (int i = 0; i < WAITERS; i++) {
      waiters.add(
          builder.start(() -> {
            waiting.countDown();
            try {
              latch.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }));
    }
    waiting.await();
    latch.countDown();
    for (Thread waiter : waiters) {
      waiter.join();
    }
  }
}
