package io.greenlet.demos;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;

import io.greenlet.Greenlet;
import java.time.Duration;

/**
 * Program 8: eat and play sleep, and each sleep lets the other one run. In Python, with gevent:
 *
 * <pre>{@code
 * def eat(name):
 *     print("%s eat 1" % name)
 *     gevent.sleep(2)
 *     print("%s eat 2" % name)
 *
 * def play(name):
 *     print("%s play 1" % name)
 *     gevent.sleep(1)
 *     print("%s play 2" % name)
 *
 * g1 = gevent.spawn(eat, "egon")
 * g2 = gevent.spawn(play, name="egon")
 * gevent.joinall([g1, g2])
 * print("main")
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * egon eat 1
 * egon play 1
 * egon play 2
 * egon eat 2
 * main
 * values: eaten, played
 * Cost time: ?
 * }</pre>
 *
 * <p>The last two lines show what the text says beside the program: the result is {@code g1.value},
 * and the whole takes the longer sleep, not the sum. The argument is the length of a second in
 * milliseconds.
 */
final class EatPlaySpawned {
  static Duration second = Duration.ofSeconds(1);

  static String eat(String name) throws InterruptedException {
    System.out.println(name + " eat 1");
    sleep(second.multipliedBy(2));
    System.out.println(name + " eat 2");
    return "eaten";
  }

  static String play(String name) throws InterruptedException {
    System.out.println(name + " play 1");
    sleep(second);
    System.out.println(name + " play 2");
    return "played";
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      second = Duration.ofMillis(Long.parseLong(args[0]));
    }
    long start = System.nanoTime();

    Greenlet<String> g1 = spawn(() -> eat("egon"));
    Greenlet<String> g2 = spawn(() -> play("egon"));
    joinAll(g1, g2);
    System.out.println("main");

    System.out.println("values: " + g1.value() + ", " + g2.value());
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
  }
}
