package io.greenlet.demos;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;

import io.greenlet.Hub;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A hundred thousand greenlets asleep at the same time, on the one thread that waits for them. In
 * Python, with gevent:
 *
 * <pre>{@code
 * gevent.joinall([gevent.spawn(gevent.sleep, 2) for _ in range(100_000)])
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * woken: 100000 of 100000
 * asleep at once: 100000
 * hubs: 1
 * threads added: 1
 * }</pre>
 *
 * <p>What they count they count without a lock, as only one greenlet of a hub runs at a time. The
 * one thread that is added is the JDK's own: it has it beside any virtual thread. Arguments: how
 * many greenlets, and how many milliseconds each sleeps.
 */
final class HundredThousandSleepers {
  static final Set<Hub> hubs = new HashSet<>();
  static int asleep;
  static int mostAsleep;
  static int woken;

  static void sleeper(Duration time) throws InterruptedException {
    hubs.add(Hub.current());
    mostAsleep = Math.max(mostAsleep, ++asleep);
    sleep(time);
    asleep--;
    woken++;
  }

  public static void main(String[] args) throws InterruptedException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    var time = Duration.ofMillis(args.length > 1 ? Long.parseLong(args[1]) : 2000);
    var jvm = ManagementFactory.getThreadMXBean();
    int threadsBefore = jvm.getThreadCount();

    var greenlets = IntStream.range(0, count).mapToObj(i -> spawn(() -> sleeper(time))).toList();
    joinAll(greenlets);

    System.out.println("woken: " + woken + " of " + count);
    System.out.println("asleep at once: " + mostAsleep);
    System.out.println("hubs: " + hubs.size());
    System.out.println("threads added: " + (jvm.getPeakThreadCount() - threadsBefore));
  }
}
