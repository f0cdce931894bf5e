package io.greenlet.demos;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;

import io.greenlet.generator.Generator;
import java.time.Duration;

/**
 * Program 19: a generator that sleeps before each value, while another greenlet runs. In Python,
 * with asyncio:
 *
 * <pre>{@code
 * async def async_generator():
 *     for i in range(1, 4):
 *         await asyncio.sleep(1)
 *         yield i
 *
 * async def other():
 *     await asyncio.sleep(0.5)
 *     while True:
 *         print("other")
 *         await asyncio.sleep(1)
 *
 * async def main():
 *     task = asyncio.create_task(other())
 *     async for i in async_generator():
 *         print(i)
 *     task.cancel()
 *
 * asyncio.run(main())
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * other
 * 1
 * other
 * 2
 * other
 * 3
 * }</pre>
 *
 * <p>There is no second kind of generator here, nor of loop. The argument is the length of a second
 * in milliseconds.
 */
final class AsyncGenerator {
  static Duration second = Duration.ofSeconds(1);

  static Generator<Integer, Void, Void> asyncGenerator() {
    return Generator.of(y -> {
      for (int i = 1; i < 4; i++) {
        sleep(second);
        y.yield(i);
      }
      return null;
    });
  }

  static void other() throws InterruptedException {
    sleep(second.dividedBy(2));
    while (true) {
      System.out.println("other");
      sleep(second);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      second = Duration.ofMillis(Long.parseLong(args[0]));
    }
    var task = spawn(() -> other());
    for (int i : asyncGenerator()) {
      System.out.println(i);
    }
    task.kill();
  }
}
