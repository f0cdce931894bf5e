package io.greenlet.patch.programs;

/** Cannot be initialised, so its main never runs. */
public final class FailingInitializer {
  static {
    System.out.println(Thread.currentThread().getName());
    fail();
  }

  private FailingInitializer() {}

  private static void fail() {
    throw new IllegalStateException("thrown by a class initializer");
  }

  public static void main(String[] args) {
    System.out.println("not reached");
  }
}
