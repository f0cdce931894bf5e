package io.greenlet.patch.programs;

import java.util.ArrayList;
import java.util.List;

/** Prints what a program can find out about how it was started. */
public final class SystemFacts {
  private SystemFacts() {}

  public static void main(String[] args) {
    System.out.println(System.getProperty("java.class.path"));
    System.out.println(System.getProperty("sun.java.command"));
    System.out.println(List.of(args));
    System.out.println(SystemFacts.class.getClassLoader().getName());
    System.out.println(Thread.currentThread().getContextClassLoader().getName());
    System.out.println(
        SystemFacts.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    System.out.println(
        ArrayList.class.getModule().isOpen("java.util", SystemFacts.class.getModule()));
    System.out.println(Thread.currentThread().getName());
  }
}
