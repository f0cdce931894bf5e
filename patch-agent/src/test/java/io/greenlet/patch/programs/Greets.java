package io.greenlet.patch.programs;

/** Does next to nothing, so that what it loads is what any program loads. */
public final class Greets {
  private Greets() {}

  public static void main(String[] args) {
    System.out.println("hello");
  }
}
