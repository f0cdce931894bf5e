package io.greenlet.patch.other;

import io.greenlet.patch.Monkey;
import java.util.List;

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

  /** Prints whether three threads were greenlets, and what the other agent has counted of them. */
  private static void start() throws Exception {
    List<String> names = List.of(OtherAgent.ENTERED, OtherAgent.LEFT, OtherAgent.RUN);
    int[] before = names.stream().mapToInt(OtherAgent::count).toArray();
    StringBuffer said = new StringBuffer();
    for (int i = 0; i < 3; i++) {
      Thread thread = new Thread(() -> said.append(say()), "beside-" + i);
      thread.start();
      thread.join();
    }
    for (int i = 0; i < before.length; i++) {
      said.append(' ').append(names.get(i)).append(' ');
      said.append(OtherAgent.count(names.get(i)) - before[i]);
    }
    System.out.println(said);
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
