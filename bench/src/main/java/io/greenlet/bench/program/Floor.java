package io.greenlet.bench.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/**
 * The least that a program can take: the same hand-overs between raw continuations, without queues,
 * locks and threads.
 */
final class Floor {
  private static final ContinuationScope SCOPE = new ContinuationScope("floor");

  private Floor() {}

  static void run(Program program, int size) {
    switch (program) {
      case LINKED_QUEUES -> hop(2, 2 * size);
      case RING -> hop(Ring.THREADS, size);
      case SKYNET -> tree(size);
      case PARKED -> hop(size, size);
      default -> throw new IllegalArgumentException(program.name());
    }
  }

  /** Lets continuations run in turn until they yield, in all some number of times. */
  private static void hop(int continuations, int hops) {
    List<Continuation> ring = new ArrayList<>(continuations);
    boolean[] over = new boolean[1];
    for (int i = 0; i < continuations; i++) {
      ring.add(
          new Continuation(
              SCOPE,
              () -> {
                while (!over[0]) {
                  Continuation.yield(SCOPE);
                }
              }));
    }
    for (int i = 0; i < hops; i++) {
      ring.get(i % continuations).run();
    }
    over[0] = true;
    ring.forEach(Continuation::run);
  }

  private static void tree(int leaves) {
    Queue<Continuation> ready = new ArrayDeque<>();
    new Node(ready, null, 0, leaves);
    for (Continuation next = ready.poll(); next != null; next = ready.poll()) {
      next.run();
    }
  }

  /** A node of the tree: yields once, until the last one below it has ended. */
  private static final class Node {
    private final Queue<Continuation> ready;
    private final Node up;
    private final Continuation continuation = new Continuation(SCOPE, this::run);
    private final long first;
    private final int leaves;
    private long sum;
    private int below;

    Node(Queue<Continuation> ready, Node up, long first, int leaves) {
      this.ready = ready;
      this.up = up;
      this.first = first;
      this.leaves = leaves;
      ready.add(continuation);
    }

    private void run() {
      sum = first;
      if (leaves > 1) {
        sum = 0;
        below = Skynet.BELOW;
        int each = leaves / Skynet.BELOW;
        for (int i = 0; i < Skynet.BELOW; i++) {
          new Node(ready, this, first + (long) i * each, each);
        }
        Continuation.yield(SCOPE);
      }
      if (up != null) {
        up.sum += sum;
        if (--up.below == 0) {
          ready.add(up.continuation);
        }
      }
    }
  }
}
