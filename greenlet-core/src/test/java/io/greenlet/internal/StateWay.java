package io.greenlet.internal;

import static io.greenlet.internal.Strand.State.DEAD;
import static io.greenlet.internal.Strand.State.NEW;
import static io.greenlet.internal.Strand.State.RUNNING;
import static io.greenlet.internal.Strand.State.SCHEDULED;
import static io.greenlet.internal.Strand.State.SWITCHED_OUT;
import static io.greenlet.internal.Strand.State.WAITING;
import static io.greenlet.internal.Strand.State.YIELDING;

import io.greenlet.GreenletExit;
import io.greenlet.internal.Strand.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Something that takes a strand along one arrow of the table above {@link Strand.State}. */
enum StateWay {
  START(NEW, SCHEDULED) {
    @Override
    void walk(Walk w) {
      Strand s = w.see(w.unstarted());
      s.start(0);
      w.see(s);
    }
  },
  FIRST_SWITCH(NEW, RUNNING) {
    @Override
    void walk(Walk w) {
      w.switchTo(w.see(w.seeing()));
    }
  },
  THROW_BEFORE_START(NEW, DEAD) {
    @Override
    void walk(Walk w) {
      Strand s = w.see(w.unstarted());
      w.throwIn(s);
      w.see(s);
    }
  },
  KILL_BEFORE_START(NEW, DEAD) {
    @Override
    void walk(Walk w) {
      Strand s = w.see(w.unstarted());
      s.kill(new GreenletExit());
      w.see(s);
    }
  },
  TURN_AFTER_START(SCHEDULED, RUNNING) {
    @Override
    void walk(Walk w) {
      Strand s = w.seeing();
      s.start(0);
      w.see(s);
      w.letRun();
    }
  },
  KILL_AFTER_START(SCHEDULED, DEAD) {
    @Override
    void walk(Walk w) {
      Strand s = w.unstarted();
      s.start(0);
      w.see(s).kill(new GreenletExit());
      w.see(s);
    }
  },
  LEAVE(RUNNING, SWITCHED_OUT) {
    @Override
    void walk(Walk w) {
      Strand s = w.seeing(() -> w.switchTo(w.main));
      w.switchTo(s);
      w.see(s);
    }
  },
  LEAVE_OF_MAIN(RUNNING, SWITCHED_OUT) {
    @Override
    void walk(Walk w) {
      w.see(w.main);
      w.switchTo(w.strand(() -> w.see(w.main)));
    }
  },
  SWITCH_BACK(SWITCHED_OUT, RUNNING) {
    @Override
    void walk(Walk w) {
      w.switchTo(w.see(w.switchedOut()));
    }
  },
  SWITCH_BACK_TO_MAIN(SWITCHED_OUT, RUNNING) {
    @Override
    void walk(Walk w) {
      w.switchTo(
          w.strand(() -> {
            w.see(w.main);
            w.switchTo(w.main);
          }));
      w.see(w.main);
    }
  },
  THROW_IN(SWITCHED_OUT, RUNNING) {
    @Override
    void walk(Walk w) {
      w.throwIn(w.see(w.switchedOut()));
    }
  },
  KILL_SWITCHED_OUT(SWITCHED_OUT, RUNNING) {
    @Override
    void walk(Walk w) {
      w.see(w.switchedOut()).kill(new GreenletExit());
      w.letRun();
    }
  },
  END_OF_A_CHILD(SWITCHED_OUT, RUNNING) {
    @Override
    void walk(Walk w) {
      Strand parent = w.switchedOut();
      Strand child = w.strand(() -> w.see(parent));
      child.setParent(parent);
      w.switchTo(child);
    }
  },
  PARK(RUNNING, WAITING) {
    @Override
    void walk(Walk w) {
      w.see(w.parked(true));
    }
  },
  WAIT_OF_MAIN(RUNNING, WAITING) {
    @Override
    void walk(Walk w) {
      w.see(w.main);
      w.strand(() -> w.see(w.main)).start(0);
      w.letRun();
    }
  },
  TURN_AFTER_UNPARK(WAITING, RUNNING) {
    @Override
    void walk(Walk w) {
      LockSupport.unpark(w.see(w.parked(false)).thread());
      w.letRun();
    }
  },
  INTERRUPT_OF_A_WAIT(WAITING, RUNNING) {
    @Override
    void walk(Walk w) {
      w.see(w.parked(false)).thread().interrupt();
      w.letRun();
    }
  },
  WAIT_OF_MAIN_IS_OVER(WAITING, RUNNING) {
    @Override
    void walk(Walk w) {
      w.strand(() -> w.see(w.main)).start(0);
      w.letRun();
      w.see(w.main);
    }
  },
  YIELD(RUNNING, YIELDING) {
    @Override
    void walk(Walk w) {
      Strand s = w.seeing(() -> Strand.current().yieldNow());
      s.start(0);
      w.strand(() -> w.see(s)).start(0);
      w.letRun();
    }
  },
  TURN_AFTER_YIELD(YIELDING, RUNNING) {
    @Override
    void walk(Walk w) {
      Strand s = w.strand(() -> Strand.current().yieldNow(), () -> w.see(Strand.current()));
      s.start(0);
      w.strand(() -> w.see(s)).start(0);
      w.letRun();
    }
  },
  END(RUNNING, DEAD) {
    @Override
    void walk(Walk w) {
      Strand s = w.seeing();
      w.switchTo(s);
      w.see(s);
    }
  };

  final State from;
  final State to;

  StateWay(State from, State to) {
    this.from = from;
    this.to = to;
  }

  abstract void walk(Walk w);

  String arrow() {
    return from + " -> " + to;
  }

  /** What the ways are built from; it remembers the states that are seen. */
  static final class Walk {
    final Strand main = Strand.current();
    final List<State> seen = new ArrayList<>();

    Strand see(Strand s) {
      seen.add(s.state());
      return s;
    }

    Strand strand(Runnable... actions) {
      return new Strand(
          first -> {
            for (Runnable action : actions) {
              action.run();
            }
            return null;
          },
          Strand.current());
    }

    Strand unstarted() {
      return strand();
    }

    /** Sees itself first. */
    Strand seeing(Runnable... then) {
      return strand(() -> see(Strand.current()), () -> List.of(then).forEach(Runnable::run));
    }

    /** Is switched out, and sees itself when it goes on, however that comes. */
    Strand switchedOut() {
      Strand s =
          strand(() -> {
            try {
              switchTo(main);
            } finally {
              see(Strand.current());
            }
          });
      switchTo(s);
      return s;
    }

    /** Is parked, having seen itself before or seeing itself afterwards. */
    Strand parked(boolean before) {
      Runnable look = () -> see(Strand.current());
      Strand s = before ? strand(look, LockSupport::park) : strand(LockSupport::park, look);
      s.start(0);
      letRun();
      return s;
    }

    void switchTo(Strand s) {
      Strand self = Strand.current();
      self.loop().switches().switchTo(self, s, null);
    }

    void throwIn(Strand s) {
      Strand self = Strand.current();
      self.loop().switches().throwIn(self, s, new GreenletExit());
    }

    /** All that is ready has its turn. */
    void letRun() {
      main.yieldNow();
      main.yieldNow();
    }
  }
}
