package io.greenlet.battery;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** The blocking queues, from both sides where both can block. */
final class QueueWaits {
  private QueueWaits() {}

  static List<Operation<?>> table() {
    return List.of(
        take("ArrayBlockingQueue.take", () -> new ArrayBlockingQueue<>(1)),
        put("ArrayBlockingQueue.put", () -> new ArrayBlockingQueue<>(1, true, List.of("full"))),
        take("LinkedBlockingQueue.take", LinkedBlockingQueue::new),
        put("LinkedBlockingQueue.put", () -> full(new LinkedBlockingQueue<>(1))),
        take("LinkedBlockingDeque.take", LinkedBlockingDeque::new),
        put("LinkedBlockingDeque.put", () -> full(new LinkedBlockingDeque<>(1))),
        Operation.<BlockingDeque<String>>of(
                "LinkedBlockingDeque.takeLast", LinkedBlockingDeque::new)
            .blocks(BlockingDeque::takeLast)
            .woken(deque -> deque.addFirst("it"))
            .limited("returns", (deque, l) -> deque.pollLast(l.toNanos(), NANOSECONDS)),
        take("PriorityBlockingQueue.take", PriorityBlockingQueue::new),
        Operation.<DelayQueue<Due>>of("DelayQueue.take", DelayQueue::new)
            .blocks(DelayQueue::take)
            .woken(queue -> queue.add(new Due(System.nanoTime())))
            .limited("returns", (queue, limit) -> queue.poll(limit.toNanos(), NANOSECONDS)),
        Operation.<DelayQueue<Due>>of("DelayQueue.take, later", QueueWaits::dueTomorrow)
            .blocks(DelayQueue::take)
            .woken(queue -> queue.add(new Due(System.nanoTime())))
            .limitedAct(
                "returns",
                (queue, limit) -> {
                  queue.add(new Due(System.nanoTime() + limit.toNanos()));
                  queue.take();
                }),
        take("SynchronousQueue.take", SynchronousQueue::new),
        put("SynchronousQueue.put", () -> new SynchronousQueue<>(true)),
        take("LinkedTransferQueue.take", LinkedTransferQueue::new),
        Operation.<LinkedTransferQueue<String>>of(
                "LinkedTransferQueue.transfer", LinkedTransferQueue::new)
            .blocks(queue -> queue.transfer("it"))
            .woken(queue -> queue.take())
            .limited(
                "returns false",
                (queue, limit) -> queue.tryTransfer("it", limit.toNanos(), NANOSECONDS)));
  }

  private static Operation<BlockingQueue<String>> take(
      String name, Operation.Setup<BlockingQueue<String>> empty) {
    return Operation.of(name, empty)
        .blocks(BlockingQueue::take)
        .woken(queue -> queue.put("it"))
        .limited("returns", (queue, limit) -> queue.poll(limit.toNanos(), NANOSECONDS));
  }

  private static Operation<BlockingQueue<String>> put(
      String name, Operation.Setup<BlockingQueue<String>> full) {
    return Operation.of(name, full)
        .blocks(queue -> queue.put("more"))
        .woken(queue -> queue.take())
        .limited(
            "returns false", (queue, limit) -> queue.offer("more", limit.toNanos(), NANOSECONDS));
  }

  private static BlockingQueue<String> full(BlockingQueue<String> queue) {
    queue.add("full");
    return queue;
  }

  private static DelayQueue<Due> dueTomorrow() {
    return new DelayQueue<>(List.of(new Due(System.nanoTime() + TimeUnit.DAYS.toNanos(1))));
  }

  /** An element that can be taken from a time on. */
  private record Due(long nanoTime) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(nanoTime - System.nanoTime(), NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(NANOSECONDS), other.getDelay(NANOSECONDS));
    }
  }
}
