package io.greenlet.patch.programs;

/** Has the short kind of main, which is neither static nor public and takes nothing. */
public class InstanceMain {
  InstanceMain() {
    System.out.println("constructed");
  }

  void main() {
    System.out.println("main of an instance");
    throw new IllegalStateException("thrown by main of an instance");
  }
}
