package io.greenlet.demos;

import io.greenlet.generator.Generator;

/**
 * Program 5: two loops that compute, one after the other, and with a switch in each step. In
 * Python:
 *
 * <pre>{@code
 * def func1():
 *     for i in range(10000000):
 *         i + 1
 *
 * def func2():
 *     for i in range(10000000):
 *         i + 1
 *
 * start = time.time()
 * func1()
 * func2()
 * print(time.time() - start)
 *
 * def func1():
 *     while True:
 *         yield
 *
 * def func2():
 *     g = func1()
 *     for i in range(10000000):
 *         i + 1
 *         next(g)
 *
 * start = time.time()
 * func2()
 * print(time.time() - start)
 * }</pre>
 *
 * <p>It prints, a question mark standing for what is measured:
 *
 * <pre>{@code
 * Serial: ? s
 * Switching: ? s
 * A switch: ? ns
 * }</pre>
 *
 * <p>Who only computes gains nothing by switching, and here even less than in Python, as the step
 * itself costs next to nothing. A step switches twice, there and back. The argument is the number
 * of steps.
 */
final class TwoLoops {
  static int steps = 10_000_000;

  /** Uses the numbers, lest the compiler leave the loops out. */
  static int last;

  static void func1() {
    for (int i = 0; i < steps; i++) {
      last ^= i + 1;
    }
  }

  static void func2() {
    for (int i = 0; i < steps; i++) {
      last ^= i + 1;
    }
  }

  static Generator<Void, Void, Void> switching1() {
    return Generator.of(y -> {
      while (true) {
        y.yield(null);
      }
    });
  }

  static void switching2() {
    var g = switching1();
    for (int i = 0; i < steps; i++) {
      last ^= i + 1;
      g.next();
    }
  }

  public static void main(String[] args) {
    if (args.length > 0) {
      steps = Integer.parseInt(args[0]);
    }
    long start = System.nanoTime();
    func1();
    func2();
    long serial = System.nanoTime() - start;
    System.out.println("Serial: " + serial / 1e9 + " s");

    start = System.nanoTime();
    switching2();
    long switching = System.nanoTime() - start;
    System.out.println("Switching: " + switching / 1e9 + " s");
    System.out.println("A switch: " + (switching - serial) / steps / 2 + " ns");
  }
}
