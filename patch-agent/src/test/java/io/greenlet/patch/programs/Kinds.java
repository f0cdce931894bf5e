package io.greenlet.patch.programs;

/** Prints who runs main, and a thread that main starts. */
public final class Kinds {
  private Kinds() {}

  public static void main(String[] args) throws Exception {
    Thread main = Thread.currentThread();
    System.out.println("main: " + main.getName() + " " + kind());
    System.out.println("loader: " + Kinds.class.getClassLoader().getName());
    System.out.println(
        "context: " + (main.getContextClassLoader() == Kinds.class.getClassLoader()));
    Thread thread =
        new Thread(
            () -> {
              System.out.println("thread: " + Thread.currentThread().getName() + " " + kind());
              System.out.println("main is alive: " + main.isAlive());
            },
            "other");
    thread.start();
    thread.join();
    if (args.length > 0) {
      throw new Exception(args[0]);
    }
  }

  /** By reflection, which sees the thread as the JDK does. */
  private static String kind() {
    try {
      Object current = Thread.class.getMethod("currentThread").invoke(null);
      return ((Thread) current).isVirtual() ? "greenlet" : "platform";
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
