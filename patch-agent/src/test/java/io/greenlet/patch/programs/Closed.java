package io.greenlet.patch.programs;

import java.lang.reflect.AccessibleObject;
import java.util.TreeSet;

/** Prints what of {@code java.base} is open to this class, and what it says where it is not. */
public final class Closed {
  private Closed() {}

  public static void main(String[] args) throws Exception {
    Module base = Object.class.getModule();
    Module own = Closed.class.getModule();
    for (String name : new TreeSet<>(base.getPackages())) {
      if (base.isOpen(name, own)) {
        System.out.println("open: " + name);
      }
    }
    knock(Thread.class.getDeclaredField("parkBlocker"));
    knock(Thread.class.getDeclaredMethod("alive"));
    knock(String.class.getDeclaredField("value"));
    knock(Class.forName("sun.launcher.LauncherHelper").getDeclaredField("isStaticMain"));
    Class<?> finder = Class.forName("jdk.internal.misc.MethodFinder");
    knock(finder.getDeclaredMethod("findMainMethod", Class.class));
    Thread thread = new Thread(() -> System.out.println("a thread runs"));
    thread.start();
    thread.join();
  }

  private static <T extends AccessibleObject> void knock(T member) {
    try {
      member.setAccessible(true);
      System.out.println("let in");
    } catch (RuntimeException e) {
      // Modules without a name are told apart by a number that differs from run to run.
      System.out.println(e.toString().replaceAll(".* accessible: |@.*", ""));
    }
  }
}
