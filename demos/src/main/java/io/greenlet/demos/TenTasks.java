package io.greenlet.demos;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;

import java.util.stream.IntStream;

/**
 * Program 10: ten tasks that block for half a second, one after the other and spawned. In Python,
 * with gevent:
 *
 * <pre>{@code
 * monkey.patch_all()
 *
 * def task(pid):
 *     time.sleep(0.5)
 *     print("Task %s done" % pid)
 *
 * def synchronous():
 *     for i in range(10):
 *         task(i)
 *
 * def asynchronous():
 *     g_l = [spawn(task, i) for i in range(10)]
 *     joinall(g_l)
 *
 * print("Synchronous:")
 * synchronous()
 * print("Asynchronous:")
 * asynchronous()
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * Synchronous:
 * Task 0 done
 * Task 1 done
 * Task 2 done
 * Task 3 done
 * Task 4 done
 * Task 5 done
 * Task 6 done
 * Task 7 done
 * Task 8 done
 * Task 9 done
 * Cost time: ?
 * Asynchronous:
 * Task 0 done
 * Task 1 done
 * Task 2 done
 * Task 3 done
 * Task 4 done
 * Task 5 done
 * Task 6 done
 * Task 7 done
 * Task 8 done
 * Task 9 done
 * Cost time: ?
 * }</pre>
 *
 * <p>The argument is the length of a second in milliseconds.
 */
final class TenTasks {
  static long second = 1000;

  static void task(int pid) throws InterruptedException {
    Thread.sleep(second / 2);
    System.out.println("Task " + pid + " done");
  }

  static void synchronous() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      task(i);
    }
  }

  static void asynchronous() throws InterruptedException {
    var greenlets = IntStream.range(0, 10).mapToObj(i -> spawn(() -> task(i))).toList();
    joinAll(greenlets);
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      second = Long.parseLong(args[0]);
    }
    System.out.println("Synchronous:");
    long start = System.nanoTime();
    synchronous();
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);

    System.out.println("Asynchronous:");
    start = System.nanoTime();
    asynchronous();
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
  }
}
