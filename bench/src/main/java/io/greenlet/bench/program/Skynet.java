package io.greenlet.bench.program;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A tree of threads: each starts ten, waits for their numbers and hands their sum up; the leaves
 * hand up their own number.
 *
 * @see <a href="https://github.com/atemerev/skynet">Skynet 1M</a>
 */
final class Skynet {
  static final int BELOW = 10;

  private Skynet() {}

  static void run(Threads threads, int leaves) throws InterruptedException {
    BlockingQueue<Long> top = new ArrayBlockingQueue<>(1);
    node(threads, top, 0, leaves);
    long sum = top.take();
    if (sum != (long) leaves * (leaves - 1) / 2) {
      throw new IllegalStateException(leaves + " leaves cannot add up to " + sum);
    }
  }

  private static void node(Threads threads, BlockingQueue<Long> up, long first, int leaves)
      throws InterruptedException {
    if (leaves == 1) {
      up.put(first);
      return;
    }
    BlockingQueue<Long> numbers = new ArrayBlockingQueue<>(BELOW);
    int each = leaves / BELOW;
    for (int i = 0; i < BELOW; i++) {
      long from = first + (long) i * each;
      threads.start(() -> node(threads, numbers, from, each));
    }
    long sum = 0;
    for (int i = 0; i < BELOW; i++) {
      sum += numbers.take();
    }
    up.put(sum);
  }
}
