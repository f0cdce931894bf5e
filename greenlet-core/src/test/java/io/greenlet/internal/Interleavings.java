package io.greenlet.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Runs a few small programs in every interleaving of their steps, each of which is atomic, over
 * some shared variables. Where a step has no successor, its program waits.
 *
 * <p>A state is one array: the programs' places first, then the variables.
 */
final class Interleavings {
  /** A program: from the state, whose first entry it owns the index of, to all that may be next. */
  @FunctionalInterface
  interface Program {
    /** Adds to {@code next} each state in which one step of this may leave the given one. */
    void step(int[] state, List<int[]> next);
  }

  /**
   * What came out.
   *
   * @param states how many states can be reached
   * @param violation a shortest way to a state that must not be, one state a line; null if none is
   * @param deadEnd a shortest way to a state from which the end cannot be reached; null if none is
   */
  record Result(int states, String violation, String deadEnd) {}

  private final List<Program> programs;
  private final Predicate<int[]> isAllowed;
  private final Predicate<int[]> isEnd;

  /** All states, in the order of their discovery, and from where each was found. */
  private final List<int[]> found = new ArrayList<>();

  private final List<Integer> from = new ArrayList<>();
  private final Map<List<Integer>, Integer> numbers = new HashMap<>();
  private final List<List<Integer>> predecessors = new ArrayList<>();

  Interleavings(List<Program> programs, Predicate<int[]> isAllowed, Predicate<int[]> isEnd) {
    this.programs = programs;
    this.isAllowed = isAllowed;
    this.isEnd = isEnd;
  }

  Result explore(int[] start) {
    number(start, -1);
    List<int[]> next = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (!isAllowed.test(found.get(i))) {
        return new Result(found.size(), way(i), null);
      }
      for (Program program : programs) {
        next.clear();
        program.step(found.get(i), next);
        for (int[] state : next) {
          predecessors.get(number(state, i)).add(i);
        }
      }
    }
    return new Result(found.size(), null, deadEnd());
  }

  private int number(int[] state, int comingFrom) {
    return numbers.computeIfAbsent(
        Arrays.stream(state).boxed().toList(),
        key -> {
          found.add(state);
          from.add(comingFrom);
          predecessors.add(new ArrayList<>());
          return found.size() - 1;
        });
  }

  /** The first state from which no end can be reached, going back from the ends. */
  private String deadEnd() {
    boolean[] ends = new boolean[found.size()];
    ArrayDeque<Integer> back = new ArrayDeque<>();
    for (int i = 0; i < ends.length; i++) {
      if (isEnd.test(found.get(i))) {
        ends[i] = true;
        back.add(i);
      }
    }
    for (Integer i; (i = back.poll()) != null; ) {
      for (int before : predecessors.get(i)) {
        if (!ends[before]) {
          ends[before] = true;
          back.add(before);
        }
      }
    }
    for (int i = 0; i < ends.length; i++) {
      if (!ends[i]) {
        return way(i);
      }
    }
    return null;
  }

  private String way(int to) {
    ArrayDeque<String> way = new ArrayDeque<>();
    for (int i = to; i >= 0; i = from.get(i)) {
      way.addFirst(Arrays.toString(found.get(i)));
    }
    return String.join("\n", way);
  }
}
