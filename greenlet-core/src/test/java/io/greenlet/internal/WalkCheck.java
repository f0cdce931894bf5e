package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.SwitchModel.Arrival;
import io.greenlet.internal.SwitchModel.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Holds what happens in a {@link RandomWalk} against what was predicted. */
final class WalkCheck {
  private record Traced(Strand from, Strand to, boolean threw) {}

  private final Loop loop;
  private final List<Member> all = new ArrayList<>();
  private final List<Report> reported = new ArrayList<>();
  private int step;
  private Arrival predicted;
  private Traced traced;
  private AssertionError mismatch;

  WalkCheck(Loop loop) {
    this.loop = loop;
    loop.failures().setHandler((who, failure) -> reported.add(new Report(memberOf(who), failure)));
    loop.switches().setTrace((from, to, threw) -> traced = new Traced(from, to, threw));
  }

  void watch(Member member) {
    member.strand.addListener(ended -> member.endsTold++);
    all.add(member);
  }

  private Member memberOf(Object strand) {
    return all.stream().filter(m -> m.strand == strand).findFirst().orElseThrow();
  }

  List<Member> alive() {
    return all.stream().filter(m -> !m.isDead()).toList();
  }

  void predict(int atStep, Arrival next) {
    step = atStep;
    predicted = next;
    traced = null;
  }

  /** A member goes on, or for the first time, with what it was given or had thrown at it. */
  void arrived(Member me, Object value, Throwable thrown) {
    if (mismatch != null) {
      abort(me);
    }
    Arrival expected = predicted;
    predicted = null;
    check(
        me,
        expected != null
            && expected.who() == me
            && expected.value() == value
            && Refusal.isSame(expected.thrown(), thrown)
            && Strand.current() == me.strand,
        () -> me + " got " + value + " or " + thrown + " in place of " + expected);
    check(me, isTracedAs(expected), () -> "traced " + traced + " in place of " + expected);
  }

  private boolean isTracedAs(Arrival expected) {
    return expected.from() == null
        ? traced == null
        : new Traced(expected.from().strand, expected.who().strand, expected.thrown() != null)
            .equals(traced);
  }

  /** Exactly one is current, each is what the model says, and who is dead has said so once. */
  void lookAround(Member me, List<Member> members) {
    int running = 0;
    for (Member m : members) {
      Strand.State real = m.strand.state();
      running += real == Strand.State.RUNNING ? 1 : 0;
      check(me, real == m.realState(), () -> m + " is really " + real);
      check(me, m.endsTold == (m.isDead() ? 1 : 0), () -> m + " told of " + m.endsTold + " ends");
    }
    check(me, running == 1 && me.strand.is(Strand.State.RUNNING), () -> "not one, but more run");
  }

  private void check(Member me, boolean condition, Supplier<String> otherwise) {
    if (!condition) {
      mismatch = new AssertionError("step " + step + ": " + otherwise.get());
      abort(me);
    }
  }

  /** Brings a mismatch to main, whatever state all are in; the others are abandoned. */
  private void abort(Member me) {
    while (!me.isMain()) {
      try {
        if (loop.main().is(Strand.State.SWITCHED_OUT)) {
          loop.switches().throwIn(me.strand, loop.main(), mismatch);
        } else {
          me.strand.yieldNow();
        }
      } catch (Throwable pending) {
        mismatch.addSuppressed(pending);
      }
    }
    throw mismatch;
  }

  /** Who is dead has told of it once, and what failed in vain was reported once. */
  void assertAllEndedOnce(List<Report> expected) {
    assertTrue(all.stream().allMatch(m -> m.endsTold == 1 && m.strand.isDead()));
    assertEquals(expected.size(), reported.size());
    for (int i = 0; i < reported.size(); i++) {
      assertEquals(expected.get(i).who(), reported.get(i).who());
      assertTrue(Refusal.isSame(expected.get(i).failure(), reported.get(i).failure()));
    }
  }
}
