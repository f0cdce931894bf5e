package io.greenlet.internal;

import io.greenlet.GreenletExit;
import io.greenlet.internal.Member.Life;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the documentation says of explicit switches, kills, yields and parents, written a second
 * time and without any thread: it predicts who goes on next, and with what.
 */
class SwitchModel {
  /**
   * Who goes on next.
   *
   * @param from whom a tracer has to name as the origin; null where nothing is traced
   */
  record Arrival(Member who, Object value, Throwable thrown, Member from) {
    /** The current one goes on by itself. */
    static Arrival here(Member me, Object value, Throwable thrown) {
      return new Arrival(me, thrown == null ? value : null, thrown, null);
    }
  }

  /** What the error handler has to be told. */
  record Report(Member who, Throwable failure) {}

  final Member main = new Member(0, null);
  final List<Report> reports = new ArrayList<>();

  /** Members, and reports: these are made in turn, because a handler may wait. */
  private final Deque<Object> queue = new ArrayDeque<>();

  private int made;

  SwitchModel() {
    main.life = Life.CURRENT;
  }

  Member make(Member by) {
    return new Member(++made, by);
  }

  // -- what the current greenlet does

  Arrival switchOrThrow(Member me, Member target, Object passed, Throwable raised) {
    if (!me.pending.isEmpty()) {
      return Arrival.here(me, null, me.pending.poll());
    }
    Member to = target;
    Object value = passed;
    Throwable error = raised;
    while (to != me) {
      switch (to.life) {
        case SWITCHED_OUT -> {
          return leave(me, to, value, error);
        }
        case NEW -> {
          if (error == null) {
            return leave(me, to, value, null);
          }
          to.life = Life.DEAD;
          if (isExit(error)) {
            value = error;
            error = null;
          }
          to = parentOf(to);
        }
        case DEAD -> {
          if (error instanceof GreenletExit) {
            return Arrival.here(me, error, null);
          }
          to = parentOf(to);
        }
        case SCHEDULED, YIELDING, CURRENT -> {
          return Arrival.here(me, null, new Refusal(null));
        }
      }
    }
    return Arrival.here(me, value, error);
  }

  /**
   * Whether a throw would kill someone and then be refused; what is left then is not documented.
   */
  boolean isHalfRefused(Member me, Member target) {
    boolean kills = false;
    for (Member to = target; to != me; to = to.parent) {
      switch (to.life) {
        case NEW -> kills = true;
        case DEAD -> {}
        case SWITCHED_OUT -> {
          return false;
        }
        case SCHEDULED, YIELDING, CURRENT -> {
          return kills;
        }
      }
    }
    return false;
  }

  Arrival kill(Member me, Member target, Throwable thrown) {
    if (target == me) {
      return Arrival.here(me, null, thrown);
    }
    if (target.isMain()) {
      return Arrival.here(me, null, new Refusal(null));
    }
    switch (target.life) {
      case NEW, SCHEDULED -> {
        target.die();
        if (!isExit(thrown)) {
          queue.add(new Report(target, thrown));
        }
      }
      case SWITCHED_OUT -> {
        target.pending.add(thrown);
        queue.add(target);
      }
      case YIELDING -> target.pending.add(thrown);
      case DEAD, CURRENT -> {}
    }
    return Arrival.here(me, null, null);
  }

  Arrival yieldNow(Member me) {
    if (!me.pending.isEmpty()) {
      return Arrival.here(me, null, me.pending.poll());
    }
    me.life = Life.YIELDING;
    queue.add(me);
    return runQueue();
  }

  Arrival start(Member me, Member target) {
    if (target.life == Life.NEW) {
      target.life = Life.SCHEDULED;
      target.started = true;
      queue.add(target);
    }
    return Arrival.here(me, null, null);
  }

  Arrival setParent(Member me, Member child, Member parent) {
    boolean refused = child.isMain();
    for (Member m = parent; m != null; m = m.parent) {
      refused |= m == child;
    }
    if (!refused) {
      child.parent = parent;
    }
    return Arrival.here(me, null, refused ? new Refusal(null) : null);
  }

  /** The body of the current greenlet ends. */
  Arrival end(Member me, Object result, Throwable thrown) {
    boolean exit = isExit(thrown);
    Object value = exit ? thrown : result;
    Throwable error = exit ? null : thrown;
    me.die();
    me.pending.clear();
    if (!me.started) {
      return handOver(me, value, error);
    }
    if (error != null) {
      queue.add(new Report(me, error));
    }
    return runQueue();
  }

  private Arrival handOver(Member ended, Object passed, Throwable raised) {
    Object value = passed;
    Throwable error = raised;
    for (Member to = parentOf(ended); to != null; to = parentOf(to)) {
      switch (to.life) {
        case DEAD, CURRENT -> {}
        case SWITCHED_OUT -> {
          return arrive(to, value, error, ended);
        }
        case NEW -> {
          if (error == null) {
            return arrive(to, value, null, ended);
          }
          to.life = Life.DEAD;
        }
        case SCHEDULED, YIELDING -> {
          if (error == null && value instanceof GreenletExit) {
            return runQueue();
          }
          error = new Refusal(error);
          value = null;
        }
      }
    }
    queue.add(new Report(ended, error));
    return runQueue();
  }

  private static Arrival leave(Member me, Member to, Object value, Throwable error) {
    me.life = Life.SWITCHED_OUT;
    return arrive(to, value, error, me);
  }

  private static Arrival arrive(Member to, Object value, Throwable error, Member from) {
    to.life = Life.CURRENT;
    return new Arrival(to, error == null ? value : null, error, from);
  }

  // -- the ready queue

  /** Whether anyone is left who would go on if the current greenlet gave the hub away. */
  boolean isAnyoneReady() {
    return queue.stream().anyMatch(entry -> entry instanceof Member m && m.isReady());
  }

  private Arrival runQueue() {
    while (true) {
      Object entry = poll(queue);
      if (entry instanceof Report report) {
        reports.add(report);
      } else if (entry instanceof Member m && m.isReady()) {
        return goOn(m);
      }
    }
  }

  private Arrival goOn(Member m) {
    Member from = m.life == Life.SWITCHED_OUT ? main : null;
    m.life = Life.CURRENT;
    return new Arrival(m, null, m.pending.poll(), from);
  }

  // -- what a broken twin gets wrong

  Object poll(Deque<Object> from) {
    return from.removeFirst();
  }

  Member parentOf(Member m) {
    return m.parent;
  }

  boolean isExit(Throwable thrown) {
    return thrown instanceof GreenletExit;
  }
}
