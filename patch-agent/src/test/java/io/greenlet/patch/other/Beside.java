package io.greenlet.patch.other;

import io.greenlet.patch.Monkey;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts threads one after the other, and patches and restores in between as it is told. */
public final class Beside {
  private Beside() {}

  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      switch (arg) {
        case "start" -> start();
        case "patchAll" -> Monkey.patchAll();
        case "unpatch" -> Monkey.unpatch();
        case "removeOther" -> OtherAgent.remove();
        default -> throw new IllegalArgumentException(arg);
      }
    }
  }

  /**
   * Prints whether three threads, the last of a pool, were greenlets, and what the other agent has
   * counted of them and of the second start of one.
   */
  private static void start() throws Exception {
    List<String> names =
        List.of(OtherAgent.ENTERED, OtherAgent.LEFT, OtherAgent.THROWN, OtherAgent.RUN);
    int[] before = names.stream().mapToInt(OtherAgent::count).toArray();
    StringBuffer said = new StringBuffer();
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> said.append(say()), "beside-" + i);
      thread.start();
      thread.join();
      said.append(i == 0 ? "" : startAgain(thread));
    }
    try (ExecutorService pool =
        Executors.newFixedThreadPool(1, task -> new Thread(task, "beside-2"))) {
      pool.execute(() -> said.append(say()));
    }
    for (int i = 0; i < before.length; i++) {
      said.append(' ').append(names.get(i)).append(' ');
      said.append(OtherAgent.count(names.get(i)) - before[i]);
    }
    System.out.println(said);
  }

  private static String startAgain(Thread thread) {
    try {
      thread.start();
      return "started twice ";
    } catch (IllegalThreadStateException e) {
      return "";
    }
  }

  private static String say() {
    try {
      Thread.sleep(1);
      boolean virtual = ((Thread) Thread.class.getMethod("currentThread").invoke(null)).isVirtual();
      return virtual ? "greenlet " : Thread.currentThread().getName() + " ";
    } catch (ReflectiveOperationException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
