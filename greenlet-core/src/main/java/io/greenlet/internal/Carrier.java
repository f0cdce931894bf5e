package io.greenlet.internal;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread of a hub that has one of its own. A daemon, as virtual threads are: greenlets alone do
 * not keep the JVM alive. Never converted by the agent, which leaves alone the threads of this
 * package.
 */
public final class Carrier extends Thread {
  private static final ReentrantLock LATE = new ReentrantLock();

  /**
   * To take a deep stack off its thread takes about as much stack again. This is address space;
   * only what is used becomes memory.
   */
  static final long STACK_BYTES = 16L << 20;

  private final Loop loop;

  private Carrier(String name) {
    super(null, null, "hub-" + name, STACK_BYTES, false);
    setDaemon(true);
    loop = new Loop(name, this, Clock.SYSTEM, ReadyQueue.FIFO);
  }

  /** A loop with a carrier of its own, running. */
  public static Loop start(String name) {
    Carrier carrier = new Carrier(name);
    carrier.start();
    return carrier.loop;
  }

  @Override
  public void run() {
    loop.bindToCarrier();
    loop.driving().carry();
    loop.idling().close();
  }

  /**
   * Runs what was handed to a loop after its end, such as a virtual thread that a greenlet started
   * and that outlives the hub: refused, it would be lost for ever.
   */
  static void drainLate(Loop loop) {
    Thread late =
        new Thread(
            null,
            () -> {
              LATE.lock();
              try {
                loop.driving().drain();
              } finally {
                LATE.unlock();
              }
            },
            "hub-" + loop.name() + "-late",
            0,
            false);
    late.setDaemon(true);
    late.start();
  }
}
