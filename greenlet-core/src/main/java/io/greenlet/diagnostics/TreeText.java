package io.greenlet.diagnostics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a tree down, a level further in for each spawn. Childless siblings that are in the same
 * place are one entry: a program has thousands of greenlets and few places where they wait.
 */
final class TreeText {
  /** Deeper ones are no further in. */
  private static final int MOST_INDENTED = 30;

  /** Some siblings that are alike, by the first of them. */
  private static final class Entry {
    final GreenletTree first;
    final int depth;
    int more;

    Entry(GreenletTree first, int depth) {
      this.first = first;
      this.depth = depth;
    }
  }

  /** Where a greenlet is. */
  private record Place(
      String state, List<StackTraceElement> stack, List<StackTraceElement> spawnStack) {}

  private TreeText() {}

  /** Not by recursion: each greenlet may have spawned the next, a hundred thousand times. */
  static void append(GreenletTree root, StringBuilder text) {
    Deque<Entry> entries = new ArrayDeque<>();
    entries.push(new Entry(root, 1));
    while (!entries.isEmpty()) {
      Entry entry = entries.pop();
      append(entry, text);
      for (Entry child : entriesOf(entry.first, entry.depth + 1).reversed()) {
        entries.push(child);
      }
    }
  }

  private static List<Entry> entriesOf(GreenletTree parent, int depth) {
    List<Entry> entries = new ArrayList<>();
    Map<Place, Entry> byPlace = new LinkedHashMap<>();
    for (GreenletTree child : parent.children()) {
      Place place = new Place(child.state(), child.stack(), child.spawnStack());
      Entry alike = child.children().isEmpty() ? byPlace.get(place) : null;
      if (alike != null) {
        alike.more++;
        continue;
      }
      Entry entry = new Entry(child, depth);
      entries.add(entry);
      if (child.children().isEmpty()) {
        byPlace.put(place, entry);
      }
    }
    return entries;
  }

  private static void append(Entry entry, StringBuilder text) {
    GreenletTree tree = entry.first;
    String indent = "  ".repeat(Math.min(entry.depth, MOST_INDENTED));
    text.append(indent).append(tree.greenlet().name());
    if (entry.more > 0) {
      text.append(" and ").append(entry.more).append(" like it");
    }
    text.append(": ").append(tree.state()).append('\n');
    append(tree.stack(), indent + "    at ", text);
    append(tree.spawnStack(), indent + "    spawned at ", text);
  }

  private static void append(List<StackTraceElement> stack, String before, StringBuilder text) {
    for (StackTraceElement frame : stack) {
      text.append(before).append(frame).append('\n');
    }
  }
}
