package io.greenlet.demos;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;

/**
 * Program 9: the sleeps are plain {@link Thread#sleep(long)}, the JDK is patched, and each greenlet
 * looks like a thread with a name of its own. In Python, with gevent:
 *
 * <pre>{@code
 * from gevent import monkey
 * monkey.patch_all()
 *
 * def eat():
 *     print(threading.current_thread().getName())
 *     print("eat food 1")
 *     time.sleep(2)
 *     print("eat food 2")
 *
 * def play():
 *     print(threading.current_thread().getName())
 *     print("play 1")
 *     time.sleep(1)
 *     print("play 2")
 *
 * g1 = gevent.spawn(eat)
 * g2 = gevent.spawn(play)
 * gevent.joinall([g1, g2])
 * print("main")
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * Greenlet-1
 * eat food 1
 * Greenlet-2
 * play 1
 * play 2
 * eat food 2
 * main
 * }</pre>
 *
 * <p>{@code patch_all()} is {@code -javaagent:patch-agent.jar} here. Without it the sleeps let the
 * other one run all the same, as greenlets are virtual threads, but the names are empty. The
 * argument is the length of a second in milliseconds.
 */
final class EatPlayPatched {
  static long second = 1000;

  static void eat() throws InterruptedException {
    System.out.println(Thread.currentThread().getName());
    System.out.println("eat food 1");
    Thread.sleep(2 * second);
    System.out.println("eat food 2");
  }

  static void play() throws InterruptedException {
    System.out.println(Thread.currentThread().getName());
    System.out.println("play 1");
    Thread.sleep(second);
    System.out.println("play 2");
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      second = Long.parseLong(args[0]);
    }
    var g1 = spawn(() -> eat());
    var g2 = spawn(() -> play());
    joinAll(g1, g2);
    System.out.println("main");
  }
}
