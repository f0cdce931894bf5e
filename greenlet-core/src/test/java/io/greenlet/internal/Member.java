package io.greenlet.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** A greenlet as the {@link SwitchModel} knows it, and the real one beside it. */
final class Member {
  enum Life {
    NEW,
    SCHEDULED,
    CURRENT,
    SWITCHED_OUT,
    YIELDING,
    DEAD
  }

  final int id;
  final Member parentAtBirth;
  Member parent;
  Life life = Life.NEW;

  /** Whether it was started, so that the hub and not the parent goes on after its end. */
  boolean started;

  /** What it was killed with and has not been thrown yet. */
  final Deque<Throwable> pending = new ArrayDeque<>();

  Strand strand;

  /** How often the real one has told of its end. */
  int endsTold;

  Member(int id, Member parent) {
    this.id = id;
    this.parentAtBirth = parent;
    this.parent = parent;
  }

  boolean isMain() {
    return parentAtBirth == null;
  }

  boolean isDead() {
    return life == Life.DEAD;
  }

  /** A started one forgets the dead among its ancestors: nothing of it goes to them. */
  void die() {
    life = Life.DEAD;
    while (started && parent.isDead()) {
      parent = parent.parent;
    }
  }

  /** Whether it goes on when the ready queue comes to it. */
  boolean isReady() {
    return switch (life) {
      case SCHEDULED, YIELDING -> true;
      case SWITCHED_OUT -> !pending.isEmpty();
      case NEW, CURRENT, DEAD -> false;
    };
  }

  /** The state in which the real one has to be. */
  Strand.State realState() {
    return switch (life) {
      case NEW -> Strand.State.NEW;
      case SCHEDULED -> Strand.State.SCHEDULED;
      case CURRENT -> Strand.State.RUNNING;
      case SWITCHED_OUT -> Strand.State.SWITCHED_OUT;
      case YIELDING -> isMain() ? Strand.State.WAITING : Strand.State.YIELDING;
      case DEAD -> Strand.State.DEAD;
    };
  }

  @Override
  public String toString() {
    return "#" + id + " " + life;
  }
}
