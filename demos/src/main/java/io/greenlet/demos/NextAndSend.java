package io.greenlet.demos;

import io.greenlet.generator.Generator;
import java.util.NoSuchElementException;

/**
 * Program 2: a generator that ends, and one that yields back what it is sent. In Python:
 *
 * <pre>{@code
 * def num():
 *     yield 1
 *     yield 2
 *
 * def echo():
 *     a = yield 1
 *     while True:
 *         a = yield a
 *
 * c = num()
 * print(c.send(None))
 * print(next(c))
 * try:
 *     next(c)
 * except StopIteration:
 *     print("end")
 *
 * c = echo()
 * print(c.send(None))
 * print(c.send(5))
 * print(c.send(100))
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * 1
 * 2
 * end
 * 1
 * 5
 * 100
 * }</pre>
 */
final class NextAndSend {
  static Generator<Integer, Integer, Void> num() {
    return Generator.of(y -> {
      y.yield(1);
      y.yield(2);
      return null;
    });
  }

  static Generator<Integer, Integer, Void> echo() {
    return Generator.of(y -> {
      int a = y.yield(1);
      while (true) {
        a = y.yield(a);
      }
    });
  }

  public static void main(String[] args) {
    var c = num();
    System.out.println(c.send(null));
    System.out.println(c.next());
    try {
      c.next();
    } catch (NoSuchElementException e) {
      System.out.println("end");
    }

    c = echo();
    System.out.println(c.send(null));
    System.out.println(c.send(5));
    System.out.println(c.send(100));
  }
}
