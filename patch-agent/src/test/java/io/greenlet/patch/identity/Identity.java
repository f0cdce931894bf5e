package io.greenlet.patch.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints what thirty checks find. What they print holds on any JVM: no times, and of numbers that
 * the JVM gives only their differences.
 */
public final class Identity {
  /** One of the thirty. */
  @FunctionalInterface
  interface Check {
    void run() throws Exception;
  }

  private static final List<String> TITLES = new ArrayList<>();
  private static final List<Check> CHECKS = new ArrayList<>();

  static {
    CurrentChecks.addAll();
    LifeChecks.addAll();
    StateChecks.addAll();
    NameChecks.addAll();
    FamilyChecks.addAll();
    FailureChecks.addAll();
    ViewChecks.addAll();
    LockChecks.addAll();
    PoolChecks.addAll();
    OddChecks.addAll();
  }

  private Identity() {}

  static void add(String title, Check check) {
    TITLES.add(title);
    CHECKS.add(check);
  }

  /** Arguments: the numbers of the checks to run; all if there is none. */
  public static void main(String[] args) throws Exception {
    List<String> chosen = List.of(args);
    for (int i = 0; i < CHECKS.size(); i++) {
      if (chosen.isEmpty() || chosen.contains(Integer.toString(i + 1))) {
        System.out.println((i + 1) + " " + TITLES.get(i));
        CHECKS.get(i).run();
      }
    }
    System.out.println(CHECKS.size() + " checks");
  }

  static void say(String what, Object value) {
    System.out.println("  " + what + ": " + value);
  }
}
