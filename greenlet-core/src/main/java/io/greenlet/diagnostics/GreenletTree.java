package io.greenlet.diagnostics;

import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.internal.CoreAccess;
import io.greenlet.internal.Inspection;
import io.greenlet.internal.Loop;
import io.greenlet.internal.SpawnPlaces;
import io.greenlet.internal.Strand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A greenlet as it was at one moment, with those that it has spawned; to take one may switch, to
 * read it does not. gevent: {@code util.GreenletTree}.
 *
 * <p>The root of each tree is the main greenlet of a hub. A tree has all greenlets of the hub that
 * were started or switched to and have not ended, and those that have ended but have spawned one of
 * these. The child of a greenlet is who names it as its {@link Greenlet#parent()}.
 *
 * <p>It is taken while others run, so it is not exact: greenlets may be missing that began or ended
 * meanwhile, and a state need not fit the stack.
 *
 * <p>Thread rule: all methods may be called from any thread.
 */
public final class GreenletTree {
  private final Greenlet<?> greenlet;
  private final String state;
  private final List<StackTraceElement> stack;
  private final List<StackTraceElement> spawnStack;

  /** Grows only before anybody else sees this. */
  private final List<GreenletTree> children = new ArrayList<>();

  private GreenletTree(Strand strand) {
    this.greenlet = CoreAccess.get().greenletOf(strand);
    this.state = Inspection.describe(strand);
    this.stack = Inspection.stack(strand);
    this.spawnStack = SpawnPlaces.of(strand);
  }

  /**
   * Returns the trees of all hubs; switches only in a greenlet, if there are hubs on other threads,
   * which are asked and have a moment to answer. gevent: {@code GreenletTree.forest}.
   *
   * @return a tree for each hub that is not closed, by name
   */
  public static List<GreenletTree> forest() {
    CoreAccess.get();
    return Inspection.loops().stream().map(GreenletTree::of).toList();
  }

  /**
   * Returns the tree of a hub; switches only in a greenlet of another hub. gevent: {@code
   * GreenletTree.current_tree}.
   *
   * @param hub the hub; not null
   * @return the tree of its main greenlet
   */
  public static GreenletTree of(Hub hub) {
    return of(CoreAccess.get().loopOf(Objects.requireNonNull(hub, "hub")));
  }

  static GreenletTree of(Loop loop) {
    Map<Strand, GreenletTree> known = new HashMap<>();
    GreenletTree root = new GreenletTree(loop.main());
    known.put(loop.main(), root);
    for (Strand strand : Inspection.strands(loop)) {
      add(strand, known);
    }
    return root;
  }

  /** Adds a strand and those of its ancestors that are missing, which have ended. */
  private static void add(Strand added, Map<Strand, GreenletTree> known) {
    Deque<Strand> missing = new ArrayDeque<>();
    Strand strand = added;
    while (strand != null && !known.containsKey(strand)) {
      missing.push(strand);
      strand = strand.parent();
    }
    GreenletTree parent = known.get(strand);
    for (Strand child : missing) {
      GreenletTree tree = new GreenletTree(child);
      known.put(child, tree);
      if (parent != null) {
        parent.children.add(tree);
      }
      parent = tree;
    }
  }

  /**
   * Returns whom this is about; does not switch.
   *
   * @return the greenlet
   */
  public Greenlet<?> greenlet() {
    return greenlet;
  }

  /**
   * Returns what the greenlet did; does not switch.
   *
   * @return such as {@code running} or {@code waiting for the end of Greenlet-7}; for people to
   *     read
   */
  public String state() {
    return state;
  }

  /**
   * Returns where the greenlet was; does not switch. gevent: {@code gr_frame}.
   *
   * @return its stack trace, innermost first; empty if it had not begun to run, or has ended
   */
  public List<StackTraceElement> stack() {
    return stack;
  }

  /**
   * Returns where the greenlet was made; does not switch. That is recorded only if the JVM was
   * started with {@code -Dio.greenlet.diagnostics.spawnStacks=true}, for it costs several times
   * what a spawn costs; then it follows the report of an uncaught failure, too. gevent: {@code
   * spawning_stack}.
   *
   * @return up to ten frames, innermost first; empty if not recorded
   */
  public List<StackTraceElement> spawnStack() {
    return spawnStack;
  }

  /**
   * Returns those whose parent the greenlet is; does not switch.
   *
   * @return the children, oldest first
   */
  public List<GreenletTree> children() {
    return Collections.unmodifiableList(children);
  }

  /** The tree as {@link RunInfo} prints it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    TreeText.append(this, text);
    return text.toString();
  }
}
