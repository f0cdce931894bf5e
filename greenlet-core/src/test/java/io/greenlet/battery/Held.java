package io.greenlet.battery;

import java.util.concurrent.CountDownLatch;

/**
 * Something that a foreign thread has taken and gives back when told to.
 *
 * @param <L> what it is
 * @param it the lock or monitor
 */
@SuppressWarnings("try") // that close() may be interrupted is for the one who closes
record Held<L>(L it, CountDownLatch told, Thread holder) implements AutoCloseable {
  static <L> Held<L> by(L it, Operation.Act<L> take, Operation.Act<L> giveBack) throws Exception {
    return by(
        it,
        (lock, whileHeld) -> {
          take.on(lock);
          whileHeld.run();
          giveBack.on(lock);
        });
  }

  static Held<Object> monitor() throws Exception {
    return by(
        new Object(),
        (monitor, whileHeld) -> {
          synchronized (monitor) {
            whileHeld.run();
          }
        });
  }

  /** Takes something, does what is given, and gives it back. */
  @FunctionalInterface
  private interface Holding<L> {
    void hold(L it, Runnable whileHeld) throws Exception;
  }

  private static <L> Held<L> by(L it, Holding<L> holding) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () -> {
              try {
                holding.hold(
                    it,
                    () -> {
                      taken.countDown();
                      awaitQuietly(told);
                    });
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            "foreign holder");
    holder.setDaemon(true);
    holder.start();
    taken.await();
    return new Held<>(it, told, holder);
  }

  /** Waits on a thread that nobody interrupts. */
  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void giveBack() {
    told.countDown();
  }

  @Override
  public void close() throws InterruptedException {
    giveBack();
    holder.join();
  }
}
