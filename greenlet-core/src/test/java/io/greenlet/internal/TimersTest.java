package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers, in lanes and in the heap, against a sorted map and by hand. */
final class TimersTest {
  private final Timers timers = new Timers();
  private final List<String> fired = new ArrayList<>();

  /** A timer that tells its name when it fires. */
  private final class Named extends Timer {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    void fire() {
      fired.add(name);
    }
  }

  /** Where a timer of the model stands. */
  private record Key(long deadline, long sequence) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Long.compare(deadline - other.deadline, 0);
      return order != 0 ? order : Long.compare(sequence, other.sequence);
    }
  }

  @Test
  void fireDue_severalDeadlines_firesInOrderOfTimeThenOfAdding() {
    timers.add(new Named("b1"), 20);
    timers.add(new Named("a"), 10);
    timers.add(new Named("b2"), 20);
    timers.add(new Named("c"), 30);

    assertEquals(10, timers.earliest());
    assertEquals(0, timers.fireDue(9));
    assertEquals(3, timers.fireDue(20));
    assertEquals(List.of("a", "b1", "b2"), fired);
    assertEquals(30, timers.earliest());
    assertEquals(1, timers.size());
  }

  @Test
  void fireDue_aTimerThatAddsADueOne_leavesThatForTheNextTurn() {
    timers.add(
        new Timer() {
          @Override
          void fire() {
            fired.add("first");
            timers.add(new Named("added"), 0);
          }
        },
        10);
    timers.add(new Named("second"), 10);
    for (int turn = 0; turn < 3; turn++) {
      timers.fireDue(10);
      fired.add("end of turn");
    }

    assertEquals(1, fired.stream().filter("added"::equals).count());
    assertTrue(fired.indexOf("added") > fired.indexOf("end of turn"), fired.toString());
    assertTrue(fired.contains("second"));
    assertTrue(timers.isEmpty());
  }

  @Test
  void fireDue_aTimerThatCancelsAnother_doesNotFireThat() {
    Named victim = new Named("cancelled");
    timers.add(
        new Timer() {
          @Override
          void fire() {
            victim.cancel(false);
          }
        },
        10);
    timers.add(victim, 10);

    assertEquals(1, timers.fireDue(10));
    assertEquals(List.of(), fired);
  }

  @Test
  void fireDue_atTheWrapOfTheClock_keepsTheOrder() {
    timers.add(new Named("after"), Long.MIN_VALUE + 5);
    timers.add(new Named("before"), Long.MAX_VALUE - 5);

    assertEquals(1, timers.fireDue(Long.MAX_VALUE));
    assertEquals(1, timers.fireDue(Long.MIN_VALUE + 5));
    assertEquals(List.of("before", "after"), fired);
  }

  @Test
  void add_pending_isRefused() {
    Named timer = new Named("a");
    timers.add(timer, 1);

    assertThrows(IllegalStateException.class, () -> timers.add(timer, 2));
  }

  @Test
  void add_afterFiringOrCancelling_worksAgain() {
    Named timer = new Named("a");
    timers.add(timer, 1);
    timers.fireDue(1);
    timers.add(timer, 2);
    assertTrue(timer.cancel(true));
    timers.add(timer, 3);
    timers.fireDue(3);

    assertEquals(List.of("a", "a"), fired);
  }

  @Test
  void cancel_notPending_returnsFalse() {
    Named timer = new Named("a");
    assertFalse(timer.cancel(false));
    assertTrue(timer.isDone());
    timers.add(timer, 1);
    assertFalse(timer.isDone());
    assertTrue(timer.cancel(false));
    assertFalse(timer.cancel(false));
    assertTrue(timers.isEmpty());
  }

  @Test
  void fireDue_eachDueBeforeTheOneAddedEarlier_firesInOrderOfTime() {
    for (int deadline = 100; deadline > 0; deadline--) {
      timers.add(new Named("at " + deadline), deadline);
    }

    assertEquals(1, timers.earliest());
    assertEquals(100, timers.fireDue(100));
    assertEquals(IntStream.rangeClosed(1, 100).mapToObj(i -> "at " + i).toList(), fired);
  }

  @Test
  void fireDue_sameDeadlineInALaneAndInTheHeap_firesInOrderOfAdding() {
    List<String> expected = new ArrayList<>();
    for (int deadline = 10; deadline > 0; deadline--) {
      timers.add(new Named("early " + deadline), deadline);
    }
    // Each of these fits behind some of the others only, and the last ones behind all.
    for (int deadline = 1; deadline <= 10; deadline++) {
      timers.add(new Named("late " + deadline), deadline);
      expected.add("early " + deadline);
      expected.add("late " + deadline);
    }

    assertEquals(20, timers.fireDue(10));
    assertEquals(expected, fired);
  }

  @Test
  void cancel_firstMiddleAndLastOfOneDuration_leavesTheOthersInOrder() {
    List<Named> added = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      added.add(new Named("timer " + i));
      timers.add(added.get(i), 10 + i);
    }
    for (int cancelled : new int[] {2, 0, 4}) {
      assertTrue(added.get(cancelled).cancel(false));
    }
    timers.add(new Named("another"), 13);

    assertEquals(11, timers.earliest());
    assertEquals(3, timers.fireDue(100));
    assertEquals(List.of("timer 1", "timer 3", "another"), fired);
  }

  @Test
  void add_asManyDurationsAsLanes_needsNoHeap() {
    Random random = new Random(1);
    int[] durations = {0, 10, 1_000, 30_000};
    for (int now = 0; now < 5_000; now++) {
      Named timer = new Named("at " + now);
      timers.add(timer, now + durations[random.nextInt(durations.length)]);
      assertEquals(Timer.IDLE, timer.index, "place in the heap");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomOperations_ofAnyDuration_agreeWithASortedMap(long seed) {
    Random random = new Random(seed);
    agreesWithASortedMap(seed, random, () -> random.nextInt(-50, 1000));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomOperations_ofAFewDurations_agreeWithASortedMap(long seed) {
    Random random = new Random(seed);
    int[] durations = {0, 10, 500, 1000, 200, 30};
    agreesWithASortedMap(seed, random, () -> durations[random.nextInt(durations.length)]);
  }

  private void agreesWithASortedMap(long seed, Random random, IntSupplier durations) {
    TreeMap<Key, Named> model = new TreeMap<>();
    List<String> expected = new ArrayList<>();
    long now = random.nextLong();
    for (long step = 0; step < 20_000; step++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> {
          Named timer = new Named("timer " + step);
          long deadline = now + durations.getAsInt();
          timers.add(timer, deadline);
          model.put(new Key(deadline, step), timer);
        }
        case 4, 5 -> cancelOne(random, model);
        default -> {
          now += random.nextInt(100);
          int due = fireModel(model, now, expected);
          assertEquals(due, timers.fireDue(now), "seed " + seed + ", step " + step);
        }
      }
      assertEquals(model.size(), timers.size(), "seed " + seed + ", step " + step);
      if (!model.isEmpty()) {
        assertEquals(model.firstKey().deadline(), timers.earliest());
      }
    }

    assertEquals(expected, fired);
  }

  private static void cancelOne(Random random, TreeMap<Key, Named> model) {
    if (!model.isEmpty()) {
      Key first = model.firstKey();
      Key at = model.floorKey(new Key(first.deadline() + random.nextInt(1000), Long.MAX_VALUE));
      assertTrue(model.remove(at).cancel(false));
    }
  }

  private static int fireModel(TreeMap<Key, Named> model, long now, List<String> expected) {
    int due = 0;
    while (!model.isEmpty() && model.firstKey().deadline() - now <= 0) {
      expected.add(model.pollFirstEntry().getValue().name);
      due++;
    }
    return due;
  }
}
