package io.greenlet.bench.program;

import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/** Two threads, one of which sends back what the other one sends. */
final class Exchange {
  private Exchange() {}

  static void overQueues(Threads threads, int trips, Supplier<BlockingQueue<Integer>> queues)
      throws InterruptedException {
    BlockingQueue<Integer> there = queues.get();
    BlockingQueue<Integer> back = queues.get();
    threads.start(() -> {
      for (int i = 0; i < trips; i++) {
        back.put(there.take());
      }
    });
    for (int i = 0; i < trips; i++) {
      there.put(i);
      if (back.take() != i) {
        throw new IllegalStateException("The queue has lost or reordered " + i);
      }
    }
  }
}
