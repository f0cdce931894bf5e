package io.greenlet.patch.programs;

import java.util.function.Supplier;

/** Asks for the current thread in every way that a class can. */
public final class Asks {
  private Asks() {}

  /** Inherits the method, which then goes by the name of this class. */
  public static class Subclass extends Thread {
    static Thread unqualified() {
      return currentThread();
    }
  }

  /** Has a method of its own with the same name. */
  public static final class Namesake {
    static Thread currentThread() {
      return Thread.currentThread();
    }
  }

  /** How many ways give the same thread. */
  public static int sameThread() {
    Thread here = Thread.currentThread();
    Supplier<Thread> reference = Thread::currentThread;
    Supplier<Thread> lambda = () -> Thread.currentThread();
    int same = 0;
    for (Thread thread :
        new Thread[] {
          reference.get(),
          lambda.get(),
          Subclass.currentThread(),
          Subclass.unqualified(),
          Namesake.currentThread()
        }) {
      same += thread == here ? 1 : 0;
    }
    return same;
  }
}
