package io.greenlet.bench.plain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls that the agent touches, or might, on a platform thread. {@link PlainBenchmark} runs this
 * with the agent and without.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlainThreadBenchmark {
  /** Set to true where the threads that are started must be greenlets. */
  static final String PATCHED = "io.greenlet.bench.patched";

  private Socket near;
  private Socket far;

  /**
   * Connects two sockets, and makes sure that the threads are of the kind that is to be measured.
   */
  @Setup
  public void prepare() throws IOException, ReflectiveOperationException, InterruptedException {
    boolean[] started = new boolean[1];
    Thread probe = new Thread(() -> started[0] = isVirtual());
    probe.start();
    probe.join();
    if (isVirtual() || started[0] != Boolean.getBoolean(PATCHED)) {
      throw new IllegalStateException(
          "measured: virtual " + isVirtual() + ", started: virtual " + started[0]);
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      near = new Socket(server.getInetAddress(), server.getLocalPort());
      far = server.accept();
      near.setTcpNoDelay(true);
    }
  }

  /** By reflection, which sees the thread as the JDK does. */
  private static boolean isVirtual() {
    try {
      Object current = Thread.class.getMethod("currentThread").invoke(null);
      return ((Thread) current).isVirtual();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes the sockets. */
  @TearDown
  public void close() throws IOException {
    near.close();
    far.close();
  }

  /** Who am I. */
  @Benchmark
  public Thread currentThread() {
    return Thread.currentThread();
  }

  /** Gives others a chance. */
  @Benchmark
  public void sleepZero() throws InterruptedException {
    Thread.sleep(0);
  }

  /** Interrupts itself, and clears that. */
  @Benchmark
  public boolean interrupt() {
    Thread.currentThread().interrupt();
    return Thread.interrupted();
  }

  /** Reads a byte that is there, because it has written it. */
  @Benchmark
  public int socketRead() throws IOException {
    near.getOutputStream().write(1);
    return far.getInputStream().read();
  }
}
