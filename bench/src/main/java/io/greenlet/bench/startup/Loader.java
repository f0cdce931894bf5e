package io.greenlet.bench.startup;

/** Loads classes, greets, and ends. */
final class Loader {
  private Loader() {}

  /** Arguments: the name of the classes, without their number, and how many there are. */
  public static void main(String[] args) throws ClassNotFoundException {
    int count = Integer.parseInt(args[1]);
    for (int i = 0; i < count; i++) {
      Class.forName(args[0] + i);
    }
    System.out.println("hello from " + count + " classes");
  }
}
