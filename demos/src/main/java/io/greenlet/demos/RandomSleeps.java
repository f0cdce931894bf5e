package io.greenlet.demos;

import static io.greenlet.Greenlets.gather;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Program 16: ten that sleep for a random time each, gathered. In Python, with asyncio:
 *
 * <pre>{@code
 * async def wait_and_echo(content):
 *     wait = random.randint(0, 10)
 *     print(f'print {content} after {wait} seconds')
 *     await asyncio.sleep(wait)
 *     now = datetime.datetime.utcnow()
 *     print(f'{content} printed at {now.strftime("%H:%M:%S")}')
 *
 * async def main():
 *     await asyncio.gather(*[wait_and_echo(x) for x in range(10)])
 *
 * asyncio.run(main())
 * }</pre>
 *
 * <p>It prints, the second ten in the order of the seconds:
 *
 * <pre>{@code
 * print 0 after ? seconds
 * print 1 after ? seconds
 * print 2 after ? seconds
 * print 3 after ? seconds
 * print 4 after ? seconds
 * print 5 after ? seconds
 * print 6 after ? seconds
 * print 7 after ? seconds
 * print 8 after ? seconds
 * print 9 after ? seconds
 * ? printed at ?
 * ? printed at ?
 * ? printed at ?
 * ? printed at ?
 * ? printed at ?
 * ? printed at ?
 * ? printed at ?
 * ? printed at ?
 * ? printed at ?
 * ? printed at ?
 * Cost time: ?
 * }</pre>
 *
 * <p>The whole takes the longest sleep. Arguments: the length of a second in milliseconds, and the
 * seed of the random numbers.
 */
final class RandomSleeps {
  static Duration second = Duration.ofSeconds(1);
  static Random random = new Random();

  static void waitAndEcho(int content) throws InterruptedException {
    int wait = random.nextInt(11);
    System.out.println("print " + content + " after " + wait + " seconds");
    sleep(second.multipliedBy(wait));
    var now = LocalTime.now(ZoneOffset.UTC);
    System.out.println(
        content + " printed at " + now.format(DateTimeFormatter.ofPattern("HH:mm:ss")));
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      second = Duration.ofMillis(Long.parseLong(args[0]));
    }
    if (args.length > 1) {
      random = new Random(Long.parseLong(args[1]));
    }
    long start = System.nanoTime();
    gather(IntStream.range(0, 10).mapToObj(x -> spawn(() -> waitAndEcho(x))).toList());
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
  }
}
