package io.greenlet.demos;

import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;

/**
 * Program 6: a switch is not enough, for while one sleeps between two switches the other stands
 * still. In Python, where it would go on for a year:
 *
 * <pre>{@code
 * def func1():
 *     while True:
 *         print("func1")
 *         yield
 *
 * def func2():
 *     g = func1()
 *     for i in range(10000000):
 *         i + 1
 *         next(g)
 *         time.sleep(3)
 *         print("func2")
 *
 * func2()
 * }</pre>
 *
 * <p>{@code func1} has a rest of a second here, so that it could run while {@code func2} sleeps.
 * Without the agent {@code main} is a plain thread, its sleep holds up its hub, and it prints:
 *
 * <pre>{@code
 * func1
 * func2
 * func1
 * func2
 * func1
 * func2
 * func1 ran 3 times in 9 seconds
 * }</pre>
 *
 * <p>Under the agent the same sleep lets {@code func1} run, 9 times. The argument is the length of
 * a second in milliseconds.
 */
final class SleepBetweenSwitches {
  static long second = 1000;
  static int runs;

  static void func1() throws InterruptedException {
    while (true) {
      System.out.println("func1");
      runs++;
      Thread.sleep(second);
    }
  }

  static void func2() throws InterruptedException {
    var g = spawn(() -> func1());
    for (int i = 0; i < 3; i++) {
      yieldNow();
      Thread.sleep(3 * second);
      System.out.println("func2");
    }
    g.kill();
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      second = Long.parseLong(args[0]);
    }
    func2();
    System.out.println("func1 ran " + runs + " times in 9 seconds");
  }
}
