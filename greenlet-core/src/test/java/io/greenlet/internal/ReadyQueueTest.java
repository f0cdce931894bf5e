package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** The two queues of a hub, and the order it draws from them. */
final class ReadyQueueTest {
  /** Something to queue that can be told from others. */
  private record Work(int number) implements Runnable {
    @Override
    public void run() {}
  }

  private static ReadyQueue filled(IntUnaryOperator order, int count) {
    ReadyQueue queue = new ReadyQueue(order);
    for (int i = 0; i < count; i++) {
      queue.add(new Work(i));
    }
    return queue;
  }

  private static List<Integer> drain(ReadyQueue queue) {
    List<Integer> drained = new ArrayList<>();
    for (Runnable r; (r = queue.poll()) != null; ) {
      drained.add(((Work) r).number());
    }
    return drained;
  }

  @Test
  void poll_fifo_givesTheOldestFirst() {
    assertEquals(List.of(0, 1, 2, 3), drain(filled(ReadyQueue.FIFO, 4)));
  }

  @Test
  void poll_empty_givesNull() {
    assertNull(new ReadyQueue(ReadyQueue.FIFO).poll());
    assertNull(new ReadyQueue(size -> size - 1).poll());
  }

  @Test
  void poll_orderGiven_isAskedWithTheSizeAndObeyed() {
    List<Integer> sizes = new ArrayList<>();
    ReadyQueue queue =
        filled(
            size -> {
              sizes.add(size);
              return size - 1;
            },
            4);

    assertEquals(3, ((Work) queue.poll()).number());
    assertEquals(3, queue.size());
    assertEquals(4, sizes.getFirst());
  }

  @Test
  void poll_sameSeed_givesTheSameOrder() {
    List<Integer> first = drain(filled(new Random(7)::nextInt, 100));
    List<Integer> again = drain(filled(new Random(7)::nextInt, 100));
    List<Integer> other = drain(filled(new Random(8)::nextInt, 100));

    assertEquals(first, again);
    assertNotEquals(first, other);
    assertEquals(drain(filled(ReadyQueue.FIFO, 100)), first.stream().sorted().toList());
  }

  @Test
  void takeExternal_letsInAheadOfWhatIsReady() {
    ReadyQueue queue = filled(ReadyQueue.FIFO, 2);
    queue.addExternal(new Work(10));
    queue.addExternal(new Work(11));
    assertFalse(queue.isExternalEmpty());
    assertEquals(2, queue.size());

    assertEquals(2, queue.takeExternal());
    assertEquals(4, queue.size());
    assertTrue(queue.isExternalEmpty());
    assertEquals(0, queue.takeExternal());
    assertEquals(List.of(10, 11, 0, 1), drain(queue));
  }

  @Test
  void takeExternal_orderGiven_leavesItToTheOrder() {
    ReadyQueue queue = filled(size -> 0, 2);
    queue.addExternal(new Work(10));

    queue.takeExternal();

    assertEquals(List.of(0, 1, 10), drain(queue));
  }

  @Test
  void takeExternal_floodFromElsewhere_leavesTheHubsOwnAShare() {
    ReadyQueue queue = filled(ReadyQueue.FIFO, 1000);
    int own = 0;
    int others = 0;
    for (int i = 0; i < 1000; i++) {
      for (int j = 0; j < 10; j++) {
        queue.addExternal(new Work(-1));
      }
      if (queue.isTurnOfExternal()) {
        queue.takeExternal();
      }
      if (((Work) queue.poll()).number() < 0) {
        others++;
      } else {
        own++;
      }
    }

    assertTrue(own > 150, "own: " + own);
    assertTrue(others > 500, "of others: " + others);
  }

  @Test
  void isTurnOfExternal_floodOfTheHubsOwn_comesSoon() {
    ReadyQueue queue = filled(ReadyQueue.FIFO, 1000);
    queue.addExternal(new Work(-1));
    queue.takeExternal();
    queue.poll();
    int waited = 0;
    for (; !queue.isTurnOfExternal(); waited++) {
      queue.poll();
    }

    assertEquals(ReadyQueue.SHARE, waited);
  }

  @Test
  void addExternal_fromSeveralThreads_losesNoneAndKeepsEachThreadsOrder()
      throws InterruptedException {
    ReadyQueue queue = new ReadyQueue(ReadyQueue.FIFO);
    int threadCount = 4;
    int each = 10_000;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < threadCount; t++) {
      int base = t * each;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < each; i++) {
                  queue.addExternal(new Work(base + i));
                }
              }));
    }
    int[] next = new int[threadCount];
    for (int taken = 0; taken < threadCount * each; ) {
      taken += queue.takeExternal();
      for (int number : drain(queue)) {
        assertEquals(next[number / each]++, number % each);
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertTrue(queue.isExternalEmpty());
  }
}
