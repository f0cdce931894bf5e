package io.greenlet.patch.programs;

import io.greenlet.patch.Area;
import io.greenlet.patch.Monkey;
import java.util.concurrent.CountDownLatch;

/** Patches and restores the JVM that it runs in; the arguments say in which order. */
public final class LatePatch {
  private LatePatch() {}

  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      switch (arg) {
        case "patchAll" -> patchAll();
        case "patchTime" -> Monkey.patch(Area.TIME);
        case "patchMain" -> refuse(Area.MAIN);
        case "unpatch" -> Monkey.unpatch();
        case "look" -> look();
        case "survive" -> survive();
        case "veto" -> Monkey.addListener(OBJECTOR);
        case "allow" -> Monkey.removeListener(OBJECTOR);
        case "throw" ->
            Monkey.addListener(
                new Monkey.Listener() {
                  @Override
                  public boolean willPatch(Area area) {
                    throw new IllegalStateException("no");
                  }
                });
        case "report" -> System.out.print(Monkey.report());
        default -> patchWith(arg);
      }
    }
  }

  private static final Monkey.Listener OBJECTOR =
      new Monkey.Listener() {
        @Override
        public boolean willPatch(Area area) {
          System.out.println("will " + area);
          return area != Area.TIME;
        }

        @Override
        public void didPatch(Area area) {
          System.out.println("did " + area);
        }
      };

  private static void patchWith(String options) {
    try {
      Monkey.patchAll(options);
    } catch (IllegalArgumentException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static void patchAll() {
    try {
      Monkey.patchAll();
    } catch (IllegalStateException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static void refuse(Area area) {
    try {
      Monkey.patch(area);
    } catch (UnsupportedOperationException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  /** What is patched, and what a new thread is. */
  private static void look() throws Exception {
    StringBuilder patched = new StringBuilder("patched:");
    for (Area area : Area.values()) {
      patched.append(Monkey.isPatched(area) ? " " + area : "");
    }
    System.out.println(patched);
    Thread thread =
        new Thread(
            () -> {
              System.out.println("thread virtual: " + isVirtual());
              System.out.println("itself: " + Thread.currentThread().getName());
            },
            "looking");
    thread.start();
    thread.join();
    System.out.println("ended: " + thread.getState());
  }

  /** A greenlet that was started patched goes on as one, and keeps its face, after unpatch. */
  private static void survive() throws Exception {
    CountDownLatch restored = new CountDownLatch(1);
    Thread survivor =
        new Thread(
            () -> {
              await(restored);
              System.out.println("survivor: " + Thread.currentThread().getName());
            },
            "survivor");
    survivor.start();
    Until.state(survivor, Thread.State.WAITING);
    Monkey.unpatch();
    System.out.println("alive: " + survivor.isAlive() + " " + survivor.getState());
    try {
      survivor.start();
    } catch (IllegalThreadStateException e) {
      System.out.println("not started again");
    }
    restored.countDown();
    survivor.join();
    System.out.println("ended: " + survivor.isAlive() + " " + survivor.getState());
    Until.isTrue(() -> !Monkey.report().contains("woven until"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isVirtual() {
    try {
      return ((Thread) Thread.class.getMethod("currentThread").invoke(null)).isVirtual();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
