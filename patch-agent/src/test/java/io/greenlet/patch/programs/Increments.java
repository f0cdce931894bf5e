package io.greenlet.patch.programs;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that count together without a lock, and between times make each of the calls that cannot
 * be polled. The sum is right only if never two of them run at once, and else only by chance.
 */
public final class Increments {
  private static final int THREADS = 40;
  private static final int ROUNDS = 250;
  private static final int EACH_ROUND = 100;

  /** The kind of call in the midst of which there is counted. */
  private static final int CALLED_BACK = 8;

  private static final MethodHandle POLL = Libc.link("poll", Libc.POLL);
  private static final MethodHandle COMPARE =
      Libc.method(MethodHandles.lookup(), "compare", Libc.COMPARATOR);

  private static final AtomicInteger CALLS = new AtomicInteger();
  private static Path folder;
  private static volatile int counter;

  private Increments() {}

  /** Prints how many there should be, how many calls were made, and how many there are. */
  public static void main(String[] args) throws Exception {
    Security.setProperty("networkaddress.cache.ttl", "0");
    folder = Files.createTempDirectory("increments");
    for (int pair = 0; pair < THREADS / 2; pair++) {
      new ProcessBuilder("mkfifo", fifo(pair).getPath()).start().waitFor();
    }
    // What two need at once that is not initialised yet, the second waits for inside of the JVM.
    for (int kind = 0; kind < 11; kind++) {
      call(THREADS, kind);
    }
    CALLS.set(0);
    counter = 0;
    countAll();
    System.out.println("expected: " + THREADS * ROUNDS * EACH_ROUND);
    System.out.println("calls: " + CALLS);
    System.out.println("counted: " + counter);
    for (File file : folder.toFile().listFiles()) {
      file.delete();
    }
    Files.delete(folder);
  }

  private static void countAll() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      threads.add(new Thread(() -> count(number)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void count(int number) {
    try (FifoEnd end = new FifoEnd(number)) {
      for (int round = 0; round < ROUNDS; round++) {
        int kind = round % 25 == 0 ? -1 : kind(number, round);
        if (kind < 0) {
          end.pass();
          CALLS.incrementAndGet();
        } else {
          call(number, kind);
        }
        if (kind != CALLED_BACK) {
          countOneRound(0);
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Some seldom, as they are dear. */
  private static int kind(int number, int round) {
    return round % 125 == 1
        ? 9
        : round % 50 == 2 ? 10 : round % 50 == 3 ? CALLED_BACK : (number + round) % 8;
  }

  private static void countOneRound(long pauseNanos) {
    for (int i = 0; i < EACH_ROUND; i++) {
      int before = counter;
      long begin = System.nanoTime();
      do {
        Thread.onSpinWait();
      } while (System.nanoTime() - begin < pauseNanos);
      counter = before + 1;
    }
  }

  /**
   * What native code calls back: calls native code, and counts what its caller then does not, for
   * longer than a call may last until others run.
   */
  private static int compare(MemorySegment one, MemorySegment two) {
    countOneRound(30_000);
    Libc.poll(POLL, 1);
    return 0;
  }

  private static void call(int number, int kind) throws IOException, InterruptedException {
    CALLS.incrementAndGet();
    Path file = folder.resolve("file" + number);
    switch (kind) {
      case 0 -> Files.write(file, new byte[4096]);
      case 1 -> Files.exists(file);
      case 2 -> {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
          out.write(new byte[4096]);
        }
      }
      case 3 -> {
        try (RandomAccessFile both = new RandomAccessFile(file.toFile(), "rw")) {
          both.writeByte(1);
          both.seek(0);
          both.read();
        }
      }
      case 4 -> {
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(new byte[4096]));
        }
      }
      case 5 -> InetAddress.getByName("localhost");
      case 6 -> Thread.sleep(1);
      case 7 -> Libc.poll(POLL, 1);
      case CALLED_BACK -> Sort.sort(COMPARE);
      case 9 -> {
        Process child = new ProcessBuilder("echo", "hello").start();
        child.inputReader().readLine();
        child.waitFor();
      }
      default -> Pinned.sleep(2);
    }
  }

  private static File fifo(int pair) {
    return folder.resolve("fifo" + pair).toFile();
  }

  /** One of two threads that pass a byte from one to the other, for which the one waits. */
  private static final class FifoEnd implements AutoCloseable {
    private final FileOutputStream out;
    private final FileInputStream in;

    FifoEnd(int number) throws IOException {
      boolean writes = number % 2 == 0;
      out = writes ? new FileOutputStream(fifo(number / 2)) : null;
      in = writes ? null : new FileInputStream(fifo(number / 2));
    }

    void pass() throws IOException {
      if (out != null) {
        out.write(1);
      } else {
        in.read();
      }
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      } else {
        in.close();
      }
    }
  }
}
