package io.greenlet.internal;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hub's order and time as parameters. */
@ExtendWith(FreshHub.class)
final class HubOrderTest {
  private final List<String> events = new ArrayList<>();

  /** What three greenlets that yield twice record, in the order of a seed. */
  private static List<String> traceOf(long seed) throws InterruptedException {
    VirtualClock.install(new Random(seed)::nextInt);
    List<String> trace = new ArrayList<>();
    List<Greenlet<?>> gs = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      gs.add(
          spawn(() -> {
            for (int i = 0; i < 3; i++) {
              trace.add(name + i);
              yieldNow();
            }
          }));
    }
    joinAll(gs);
    Hub.current().close();
    return trace;
  }

  @Test
  void order_sameSeed_repeatsTheRun() throws InterruptedException {
    for (long seed = 0; seed < 10; seed++) {
      assertEquals(traceOf(seed), traceOf(seed), "seed " + seed);
    }
  }

  @Test
  void order_manySeeds_makeManyRunsOfTheSameEvents() throws InterruptedException {
    Set<List<String>> traces = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      List<String> trace = traceOf(seed);
      assertEquals(traceOf(0).stream().sorted().toList(), trace.stream().sorted().toList());
      traces.add(trace);
    }

    assertNotEquals(1, traces.size());
    assertEquals(true, traces.size() > 25, "different runs: " + traces.size());
  }

  @Test
  void virtualTime_whileAnythingIsReady_standsStill() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    Greenlet<?> sleeper =
        spawn(() -> {
          sleep(Duration.ofNanos(1));
          events.add("slept at " + clock.elapsed().toNanos());
        });
    Greenlet<?> busy =
        spawn(() -> {
          for (int i = 0; i < 1000; i++) {
            yieldNow();
          }
          events.add("busy until " + clock.elapsed().toNanos());
        });
    joinAll(sleeper, busy);

    assertEquals(List.of("busy until 0", "slept at 1"), events);
  }

  @Test
  void virtualTime_nothingReady_jumpsFromTimerToTimer() throws InterruptedException {
    VirtualClock clock = VirtualClock.install();
    List<Greenlet<?>> gs = new ArrayList<>();
    for (int days : new int[] {300, 10, 20}) {
      gs.add(
          spawn(() -> {
            sleep(Duration.ofDays(days));
            events.add("day " + clock.elapsed().toDays());
          }));
    }
    joinAll(gs);

    assertEquals(List.of("day 10", "day 20", "day 300"), events);
  }

  @Test
  void turn_manyReady_letsTimersAndOtherThreadsIn() throws InterruptedException {
    VirtualClock.install();
    boolean[] stop = new boolean[1];
    List<Greenlet<?>> busy = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      busy.add(
          spawn(() -> {
            while (!stop[0]) {
              yieldNow();
            }
          }));
    }
    Hub hub = Hub.current();
    Thread thread =
        Thread.ofPlatform().start(() -> hub.execute(() -> stop[0] = events.add("let in")));
    Greenlet<?> zero =
        spawn(() -> {
          sleep(Duration.ZERO);
          events.add("after one turn");
        });
    joinAll(busy);
    zero.join();
    thread.join();

    assertEquals(Set.of("let in", "after one turn"), Set.copyOf(events));
  }
}
