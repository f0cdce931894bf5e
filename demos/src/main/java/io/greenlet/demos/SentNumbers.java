package io.greenlet.demos;

import io.greenlet.generator.Generator;

/**
 * Program 1: a generator that takes what it is sent. In Python:
 *
 * <pre>{@code
 * def func():
 *     n = 0
 *     print(n)
 *     while 1:
 *         print(n, 'a')
 *         n = yield n
 *         print(n, 'b')
 *
 * f = func()
 * f.send(None)
 * f.send(1)
 * f.send(2)
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * 0
 * 0 a
 * 1 b
 * 1 a
 * 2 b
 * 2 a
 * }</pre>
 */
final class SentNumbers {
  static Generator<Integer, Integer, Void> func() {
    return Generator.of(y -> {
      int n = 0;
      System.out.println(n);
      while (true) {
        System.out.println(n + " a");
        n = y.yield(n);
        System.out.println(n + " b");
      }
    });
  }

  public static void main(String[] args) {
    var f = func();
    f.send(null);
    f.send(1);
    f.send(2);
  }
}
