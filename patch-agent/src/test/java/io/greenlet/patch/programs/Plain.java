package io.greenlet.patch.programs;

/** A task of an application. */
public final class Plain implements Runnable {
  /** A thread of an application. */
  public static final class Subclass extends Thread {
    @Override
    public void run() {
      Plain.doNothing();
    }
  }

  @Override
  public void run() {
    doNothing();
  }

  /** A task that is a lambda. */
  public static Runnable lambda() {
    return Plain::doNothing;
  }

  private static void doNothing() {}
}
