package io.greenlet.demos;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;

import java.time.Duration;

/**
 * Program 11a: two that say hello, sleep, and say goodbye, at the same time. In Python, with
 * asyncio:
 *
 * <pre>{@code
 * async def hello():
 *     print('Hello world!')
 *     await asyncio.sleep(1)
 *     print('Hello end!')
 *
 * loop = asyncio.get_event_loop()
 * tasks = [hello(), hello()]
 * loop.run_until_complete(asyncio.wait(tasks))
 * loop.close()
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * Hello world!
 * Hello world!
 * Hello end!
 * Hello end!
 * }</pre>
 *
 * <p>The argument is the length of a second in milliseconds.
 */
final class HelloTwice {
  static Duration second = Duration.ofSeconds(1);

  static void hello() throws InterruptedException {
    System.out.println("Hello world!");
    sleep(second);
    System.out.println("Hello end!");
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      second = Duration.ofMillis(Long.parseLong(args[0]));
    }
    var g1 = spawn(() -> hello());
    var g2 = spawn(() -> hello());
    joinAll(g1, g2);
  }
}
