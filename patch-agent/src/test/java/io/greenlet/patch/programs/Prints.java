package io.greenlet.patch.programs;

/** Prints its arguments to both streams and ends as the first of them says. */
public final class Prints {
  private Prints() {}

  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      System.out.println("[" + arg + "]");
      System.err.println("(" + arg + ")");
    }
    switch (args.length == 0 ? "" : args[0]) {
      case "exit" -> System.exit(Integer.parseInt(args[1]));
      case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(args[1]));
      case "throw" -> deep(20);
      case "handler" -> {
        Thread.currentThread()
            .setUncaughtExceptionHandler(
                (t, e) -> System.out.println(t.getName() + " did not catch " + e.getMessage()));
        deep(2);
      }
      case "caught" -> {
        try {
          deep(3);
        } catch (Exception e) {
          e.printStackTrace();
          System.out.println(Thread.currentThread().getStackTrace()[1].getMethodName());
          System.out.println(Thread.currentThread().getStackTrace().length);
        }
      }
      default -> {}
    }
  }

  private static void deep(int depth) throws Exception {
    if (depth > 0) {
      deep(depth - 1);
      return;
    }
    throw new Exception("thrown by main", new IllegalStateException("the cause"));
  }
}
