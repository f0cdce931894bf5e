package io.greenlet.bench.program;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;

/** The programs, with their sizes: so many operations that a round takes about a second at most. */
enum Program {
  LINKED_QUEUES("round trip over two LinkedBlockingQueues", 300_000, 20_000) {
    @Override
    void run(Threads threads, int size) throws InterruptedException {
      Exchange.overQueues(threads, size, LinkedBlockingQueue::new);
    }
  },

  SYNCHRONOUS_QUEUES("round trip over two SynchronousQueues", 300_000, 20_000) {
    @Override
    void run(Threads threads, int size) throws InterruptedException {
      Exchange.overQueues(threads, size, SynchronousQueue::new);
    }
  },

  RING("hop in a ring of 503 that park and unpark", 1_000_000, 50_000) {
    @Override
    void run(Threads threads, int size) throws InterruptedException {
      new Ring(size).run(threads);
    }
  },

  SKYNET("leaf of a tree, each node with ten below it", 1_000_000, 1_000) {
    @Override
    void run(Threads threads, int size) throws InterruptedException {
      Skynet.run(threads, size);
    }
  },

  SLEEPERS("thread that sleeps 10 x 10 ms", 100_000, 2_000) {
    @Override
    void run(Threads threads, int size) throws InterruptedException {
      Crowd.sleep(threads, size);
    }
  },

  PARKED("thread, started, parked, unparked, ended", 1_000_000, 5_000) {
    @Override
    void run(Threads threads, int size) throws InterruptedException {
      Crowd.park(threads, size);
    }
  },

  LIGHT_WORK("microsecond of work and a yield, among 1000", 1_000_000, 100_000) {
    @Override
    void run(Threads threads, int size) throws InterruptedException {
      Crowd.work(threads, size);
    }
  };

  /** What is counted as one. */
  private final String operation;

  private final int size;
  private final int sizeOnPlatformThreads;

  Program(String operation, int size, int sizeOnPlatformThreads) {
    this.operation = operation;
    this.size = size;
    this.sizeOnPlatformThreads = sizeOnPlatformThreads;
  }

  /** Runs as one of the threads, until all is done. */
  abstract void run(Threads threads, int size) throws InterruptedException;

  /** How many operations: fewer of them where each is a matter of the system's scheduler. */
  int size(Kind kind) {
    return kind == Kind.PLATFORM ? sizeOnPlatformThreads : size;
  }

  @Override
  public String toString() {
    return operation;
  }
}
