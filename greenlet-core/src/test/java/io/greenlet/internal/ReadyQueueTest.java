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
    while (queue.size() > 0) {
      Runnable next = queue.wokenSlice() > 0 ? queue.pollWoken() : queue.pollLocal();
      drained.add(((Work) next).number());
    }
    return drained;
  }

  @Test
  void pollLocal_fifo_givesTheOldestFirst() {
    assertEquals(List.of(0, 1, 2, 3), drain(filled(ReadyQueue.FIFO, 4)));
  }

  @Test
  void pollLocal_empty_givesNull() {
    assertNull(new ReadyQueue(ReadyQueue.FIFO).pollLocal());
    assertNull(new ReadyQueue(size -> size - 1).pollLocal());
  }

  @Test
  void pollLocal_orderGiven_isAskedWithTheSizeAndObeyed() {
    List<Integer> sizes = new ArrayList<>();
    ReadyQueue queue =
        filled(
            size -> {
              sizes.add(size);
              return size - 1;
            },
            4);

    assertEquals(3, ((Work) queue.pollLocal()).number());
    assertEquals(3, queue.size());
    assertEquals(4, sizes.getFirst());
  }

  @Test
  void pollLocal_sameSeed_givesTheSameOrder() {
    List<Integer> first = drain(filled(new Random(7)::nextInt, 100));
    List<Integer> again = drain(filled(new Random(7)::nextInt, 100));
    List<Integer> other = drain(filled(new Random(8)::nextInt, 100));

    assertEquals(first, again);
    assertNotEquals(first, other);
    assertEquals(drain(filled(ReadyQueue.FIFO, 100)), first.stream().sorted().toList());
  }

  @Test
  void takeExternal_linesUpApartFromWhatIsReady() {
    ReadyQueue queue = filled(ReadyQueue.FIFO, 2);
    queue.addExternal(new Work(10));
    queue.addExternal(new Work(11));
    assertFalse(queue.isExternalEmpty());
    assertEquals(2, queue.size());

    assertEquals(2, queue.takeExternal());
    assertTrue(queue.isExternalEmpty());
    assertEquals(0, queue.takeExternal());
    assertEquals(2, queue.wokenSlice());
    assertEquals(2, queue.localSlice());
    assertEquals(List.of(10, 11, 0, 1), drain(queue));
  }

  @Test
  void takeExternal_orderGiven_makesOneQueueOfBoth() {
    ReadyQueue queue = filled(size -> size - 1, 2);
    queue.addExternal(new Work(10));
    queue.takeExternal();

    assertEquals(0, queue.wokenSlice());
    assertEquals(10, drain(queue).getFirst(), "the last, as the order says");
  }

  @Test
  void slices_moreReady_areBounded() {
    ReadyQueue queue = filled(ReadyQueue.FIFO, ReadyQueue.SLICE + 1);
    for (int i = 0; i <= ReadyQueue.SLICE; i++) {
      queue.addExternal(new Work(100 + i));
    }
    queue.takeExternal();

    assertEquals(ReadyQueue.SLICE, queue.localSlice());
    assertEquals(ReadyQueue.SLICE, queue.wokenSlice());
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
