package io.greenlet.patch.programs;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** One thread keeps its hub for long in this way or that, while another would like to run. */
public final class Holders {
  private Holders() {}

  /**
   * Prints that it has ended.
   *
   * @param args in which ways, one after the other, each with its milliseconds
   */
  public static void main(String[] args) throws InterruptedException {
    Naps.rest();
    for (String arg : args) {
      int colon = arg.indexOf(':');
      int millis = Integer.parseInt(arg.substring(colon + 1));
      hold(arg.substring(0, colon), millis);
    }
    System.out.println("ended");
  }

  private static void hold(String way, int millis) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () -> {
              held.countDown();
              switch (way) {
                case "pause", "lonely" -> Naps.pauseMillis(millis);
                case "again" -> {
                  for (int left = millis; left > 0; left -= 500) {
                    Naps.pauseMillis(500);
                  }
                }
                case "await" -> Naps.awaitMillis(millis);
                case "compute" -> compute(millis);
                case "stopped" -> pauseStopped(millis);
                default -> throw new IllegalArgumentException(way);
              }
            },
            "holder");
    holder.start();
    if (!way.equals("lonely")) {
      held.await();
      new Thread(() -> {}, "waiting").start();
    }
    holder.join();
  }

  private static void compute(int millis) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < millis * 1_000_000L) {
      Thread.onSpinWait();
    }
  }

  /** Somebody stops the whole process for that long, during a pause that is too short to matter. */
  private static void pauseStopped(int millis) {
    String pid = Long.toString(ProcessHandle.current().pid());
    String script = "sleep 0.2; kill -STOP $0; sleep " + millis / 1e3 + "; kill -CONT $0";
    try {
      new ProcessBuilder("sh", "-c", script, pid).start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Naps.pauseMillis(500);
  }
}
