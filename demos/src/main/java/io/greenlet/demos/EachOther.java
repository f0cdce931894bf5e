package io.greenlet.demos;

import io.greenlet.Greenlet;

/**
 * Program 4: A and B interrupt each other in the middle. In Python, with greenlet:
 *
 * <pre>{@code
 * def A():
 *     print('1')
 *     print('2')
 *     b.switch()
 *     print('3')
 *     b.switch()
 *
 * def B():
 *     print('x')
 *     print('y')
 *     a.switch()
 *     print('z')
 *
 * a = greenlet(A)
 * b = greenlet(B)
 * a.switch()
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * 1
 * 2
 * x
 * y
 * 3
 * z
 * }</pre>
 */
final class EachOther {
  static Greenlet<?> a;
  static Greenlet<?> b;

  static Void printNumbers() {
    System.out.println("1");
    System.out.println("2");
    b.switchTo();
    System.out.println("3");
    b.switchTo();
    return null;
  }

  static Void printLetters() {
    System.out.println("x");
    System.out.println("y");
    a.switchTo();
    System.out.println("z");
    return null;
  }

  public static void main(String[] args) {
    a = Greenlet.of(() -> printNumbers());
    b = Greenlet.of(() -> printLetters());
    a.switchTo();
  }
}
