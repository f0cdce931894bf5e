package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.GreenletExit;
import io.greenlet.internal.Member.Life;
import io.greenlet.internal.SwitchModel.Arrival;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Greenlets that do random things, each step predicted by a {@link SwitchModel} and checked by a
 * {@link WalkCheck}. The current greenlet makes the next step, so one random sequence is all there
 * is, and a seed tells it.
 */
final class RandomWalk {
  private enum Step {
    SWITCH(44),
    THROW(10),
    KILL(8),
    YIELD(10),
    MAKE(12),
    START(5),
    REPARENT(9),
    END(6);

    private static final int WEIGHTS = 104;

    private final int weight;

    Step(int weight) {
      this.weight = weight;
    }
  }

  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(int step) {
      super("failure " + step, null, false, false);
    }
  }

  private static final class Exit extends GreenletExit {
    private static final long serialVersionUID = 1L;

    Exit(int step) {
      super("exit " + step);
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  private static final int MOST_KNOWN = 40;
  private static final int LOOK_AROUND_EVERY = 100;

  private final SwitchModel model;
  private final Random random;
  private final int steps;
  private final Loop loop = Loop.ofPlainThread();
  private final WalkCheck check = new WalkCheck(loop);

  /** Main, all that are alive, and some of the dead. */
  private final List<Member> members = new ArrayList<>();

  private final Map<Step, Integer> taken = new EnumMap<>(Step.class);
  private int step;
  private int trail;
  private boolean draining;

  RandomWalk(SwitchModel model, long seed, int steps) {
    this.model = model;
    this.random = new Random(seed);
    this.steps = steps;
  }

  /** On the main strand of a plain thread: makes all steps, then kills who is left. */
  void run() {
    model.main.strand = loop.main();
    members.add(model.main);
    live(model.main);
    draining = true;
    for (List<Member> left = check.alive(); !left.isEmpty(); left = check.alive()) {
      for (Member m : left) {
        if (m.pending.isEmpty()) {
          take(model.main, () -> kill(model.main, m, new Exit(step)));
        }
      }
      take(model.main, () -> yieldNow(model.main));
    }
    take(model.main, () -> yieldNow(model.main));
  }

  // -- the life of one greenlet

  private Object body(Member me, Object first) {
    check.arrived(me, first, null);
    return live(me);
  }

  /** Makes steps until the body is to end; answers its result. */
  private Object live(Member me) {
    while (!(me.isMain() && step >= steps)) {
      step++;
      if (step % LOOK_AROUND_EVERY == 0) {
        check.lookAround(me, members);
      }
      Step next = step >= steps ? Step.END : pick();
      Throwable caught = take(me, () -> make(next, me));
      boolean wanted = draining || (caught != null ? random.nextBoolean() : next == Step.END);
      if (wanted && mayEnd(me)) {
        return end(me, caught);
      }
    }
    return null;
  }

  /** After the end of a started one the hub must have someone to run, or it would wait for ever. */
  private boolean mayEnd(Member me) {
    return !me.isMain() && (!me.started || model.isAnyoneReady());
  }

  private Object end(Member me, Throwable caught) {
    boolean fails = caught == null && random.nextInt(3) == 0;
    Throwable thrown = fails ? new Failure(step) : caught;
    Object result = thrown == null ? "result " + step : null;
    count(Step.END, me);
    predict(model.end(me, result, thrown));
    if (thrown != null) {
      throw Sneaky.rethrow(thrown);
    }
    return result;
  }

  /** Makes one step and checks what comes of it; answers what was thrown. */
  private Throwable take(Member me, Callable<Object> action) {
    Object value;
    try {
      value = action.call();
    } catch (Throwable t) {
      check.arrived(me, null, t);
      return t;
    }
    check.arrived(me, value, null);
    return null;
  }

  // -- steps

  private Step pick() {
    int left = random.nextInt(Step.WEIGHTS);
    for (Step candidate : Step.values()) {
      left -= candidate.weight;
      if (left < 0) {
        return candidate;
      }
    }
    throw new AssertionError(left);
  }

  private Object make(Step next, Member me) {
    Member target = members.get(random.nextInt(members.size()));
    return switch (next) {
      case SWITCH -> switchTo(me, target, "value " + step);
      case THROW -> throwIn(me, target, thrown());
      case KILL -> kill(me, target, thrown());
      case YIELD -> yieldNow(me);
      case MAKE -> make(me);
      case START -> start(me, target);
      case REPARENT -> setParent(me, target, members.get(random.nextInt(members.size())));
      case END -> step < steps ? nothing(me) : goHome(me);
    };
  }

  /** When all steps are made main is to go on, which has switched out or yields. */
  private Object goHome(Member me) {
    if (me.isMain() || draining) {
      return nothing(me);
    }
    return model.main.life == Life.SWITCHED_OUT ? switchTo(me, model.main, "home") : yieldNow(me);
  }

  private Throwable thrown() {
    return random.nextBoolean() ? new Exit(step) : new Failure(step);
  }

  private Object nothing(Member me) {
    predict(Arrival.here(me, null, null));
    return null;
  }

  private Object switchTo(Member me, Member target, Object value) {
    count(Step.SWITCH, target);
    predict(model.switchOrThrow(me, target, value, null));
    return loop.switches().switchTo(me.strand, target.strand, value);
  }

  private Object throwIn(Member me, Member target, Throwable thrown) {
    if (model.isHalfRefused(me, target)) {
      return nothing(me);
    }
    count(Step.THROW, target);
    predict(model.switchOrThrow(me, target, null, thrown));
    return loop.switches().throwIn(me.strand, target.strand, thrown);
  }

  private Object kill(Member me, Member target, Throwable thrown) {
    count(Step.KILL, target);
    predict(model.kill(me, target, thrown));
    target.strand.kill(thrown);
    return null;
  }

  private Object yieldNow(Member me) {
    count(Step.YIELD, me);
    predict(model.yieldNow(me));
    me.strand.yieldNow();
    return null;
  }

  private Object start(Member me, Member target) {
    count(Step.START, target);
    predict(model.start(me, target));
    target.strand.start(0);
    return null;
  }

  private Object setParent(Member me, Member child, Member parent) {
    count(Step.REPARENT, child);
    predict(model.setParent(me, child, parent));
    child.strand.setParent(parent.strand);
    return null;
  }

  private Object make(Member me) {
    members.removeIf(m -> m.isDead() && random.nextInt(4) == 0);
    if (members.size() < MOST_KNOWN) {
      Member made = model.make(me);
      made.strand = new Strand(first -> body(made, first), me.strand);
      check.watch(made);
      members.add(made);
      count(Step.MAKE, made);
    }
    return nothing(me);
  }

  private void count(Step kind, Member whom) {
    taken.merge(kind, 1, Integer::sum);
    trail = 31 * (31 * trail + kind.ordinal()) + whom.id;
  }

  private void predict(Arrival next) {
    check.predict(step, next);
  }

  // -- afterwards

  void assertAllEndedOnce() {
    check.assertAllEndedOnce(model.reports);
  }

  /** So that the agreement is not one about nothing. */
  void assertEveryKindOfStepHappened() {
    for (Step kind : Step.values()) {
      assertTrue(taken.getOrDefault(kind, 0) > steps / 100, () -> "too little of " + taken);
    }
    assertTrue(model.reports.size() > steps / 1_000, () -> model.reports.size() + " reports");
  }

  /** A number that two walks of the same steps have in common. */
  int trail() {
    return trail;
  }
}
