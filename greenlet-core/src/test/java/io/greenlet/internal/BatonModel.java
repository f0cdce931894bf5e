package io.greenlet.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@link Baton} written a second time, each access of shared memory a step: home, which runs a
 * strand that gets stuck inside of the JVM once and makes calls; the watcher; and a spare, which
 * has turns of another strand to run.
 *
 * <p>What is checked: home's strand, where it believes to hold the hub, and the other strand never
 * run at once; and wherever they are, all can still come to their end.
 */
final class BatonModel {
  /** Ways to build it wrongly; each must be found. */
  enum Flaw {
    /** Looks: takes the baton from who is stuck at once. */
    NO_DOUBT,
    /** Looks: takes a doubted baton without looking whether its holder has slept on. */
    DOUBT_NOT_LOOKED_AT,
    /** Goes on with a doubted baton without saying so. */
    DOUBT_NOT_ENDED,
    /** Leaves: writes that it holds the baton, whatever has become of that. */
    LEAVE_UNCHECKED,
    /** Leaves: asks who holds the baton first, and for its state then. */
    HOLDER_FIRST,
    /** Hands: says who holds the baton when that one goes on already. */
    GRANTED_FIRST,
    /** Leaves: tells nobody that it waits. */
    NOT_ASKED
  }

  private static final int HELD = 0;
  private static final int IN_CALL = 1;
  private static final int TAKEN = 2;
  private static final int DOUBTED = 3;
  private static final int STATE = 3;
  private static final int ONCE = 4;

  // Holders.
  private static final int HOME = 1;
  private static final int SPARE = 2;

  // The state's entries. Where each program is, what it has read, and what all share.
  private static final int AT_HOME = 0;
  private static final int AT_WATCHER = 1;
  private static final int AT_SPARE = 2;
  private static final int HOME_READ = 3;
  private static final int HOME_STAGE = 4;
  private static final int WATCHER_READ = 5;
  private static final int SEEN = 6;
  private static final int SLEEP_SEEN = 7;
  private static final int MOVES = 8;
  private static final int HOLDER = 9;
  private static final int ASKED = 10;
  private static final int GRANTED = 11;
  private static final int SPARE_WANTED = 12;
  private static final int TURNS = 13;
  private static final int ASLEEP = 14;
  private static final int INSIDE = 15;
  private static final int ENTRIES = 16;

  // Where home is.
  private static final int FREE = 0;
  private static final int STUCK = 1;
  private static final int ENSURE = 2;
  private static final int ENSURE_HOLDER = 3;
  private static final int ENTER = 4;
  private static final int ENTER_HOLDER = 5;
  private static final int CALL = 6;
  private static final int LEAVE = 7;
  private static final int LEAVE_HOLDER = 8;
  private static final int ASK = 9;
  private static final int WAIT = 10;
  private static final int DONE = 11;

  private static final int CALLS = 2;
  private static final int SPARE_TURNS = 2;

  private final Set<Flaw> flaws;

  private BatonModel(Set<Flaw> flaws) {
    this.flaws = flaws;
  }

  static Interleavings.Result explore(Flaw... flaws) {
    Set<Flaw> set = EnumSet.noneOf(Flaw.class);
    set.addAll(List.of(flaws));
    BatonModel model = new BatonModel(set);
    int[] start = new int[ENTRIES];
    start[HOLDER] = HOME;
    start[TURNS] = SPARE_TURNS;
    start[INSIDE] = HOME;
    return new Interleavings(
            List.of(model::home, model::watcher, model::spare),
            state -> state[INSIDE] != (HOME | SPARE),
            state -> state[AT_HOME] == DONE && state[AT_SPARE] == 0 && state[SPARE_WANTED] == 0)
        .explore(start);
  }

  private boolean has(Flaw flaw) {
    return flaws.contains(flaw);
  }

  private static int[] at(int[] state, int program, int place) {
    int[] next = state.clone();
    next[program] = place;
    return next;
  }

  private static int stateOf(int moves) {
    return moves & STATE;
  }

  // -- home: stuck, then its calls, with a stretch inside of the hub after each

  private void home(int[] now, List<int[]> next) {
    switch (now[AT_HOME]) {
      case FREE -> next.add(leaveHub(now));
      case STUCK -> next.add(wakeUp(now));
      case ENSURE -> next.add(read(now, ENSURE_HOLDER));
      case ENSURE_HOLDER -> next.add(ensureHeld(now));
      case ENTER -> next.add(read(now, ENTER_HOLDER));
      case ENTER_HOLDER -> next.add(enter(now));
      case CALL -> next.add(at(now, AT_HOME, LEAVE));
      case LEAVE -> next.add(read(now, LEAVE_HOLDER));
      case LEAVE_HOLDER -> next.add(leave(now));
      case ASK -> next.add(ask(now));
      case WAIT -> {
        if (now[GRANTED] == 1) {
          int[] after = goOn(now);
          after[GRANTED] = 0;
          next.add(after);
        }
      }
      default -> {}
    }
  }

  /** From a stretch inside of the hub to the next wait: in the JVM, in a call, or for good. */
  private static int[] leaveHub(int[] now) {
    int stage = now[HOME_STAGE];
    int[] next = at(now, AT_HOME, stage == 0 ? STUCK : stage <= CALLS ? ENTER : DONE);
    next[HOME_STAGE] = stage + 1;
    if (next[AT_HOME] == STUCK) {
      next[ASLEEP] = 1;
      next[INSIDE] &= ~HOME;
    } else if (next[AT_HOME] == DONE) {
      next[INSIDE] &= ~HOME;
    }
    return next;
  }

  /** The class is ready; what runs now is beside others until it comes to where it can wait. */
  private static int[] wakeUp(int[] now) {
    int[] next = at(now, AT_HOME, ENSURE);
    next[ASLEEP] = 0;
    return next;
  }

  private int[] read(int[] now, int place) {
    int[] next = at(now, AT_HOME, place);
    next[HOME_READ] = has(Flaw.HOLDER_FIRST) ? now[HOLDER] : now[MOVES];
    return next;
  }

  private int[] ensureHeld(int[] now) {
    if (isLost(now) || stateOf(movesRead(now)) == IN_CALL) {
      return at(now, AT_HOME, LEAVE);
    }
    if (stateOf(movesRead(now)) == HELD || has(Flaw.DOUBT_NOT_ENDED)) {
      return goOn(now);
    }
    return settle(now, ENSURE);
  }

  private int[] enter(int[] now) {
    int moves = movesRead(now);
    if (isLost(now) || stateOf(moves) == IN_CALL) {
      return inCall(now);
    }
    if (moves != now[MOVES]) {
      return at(now, AT_HOME, ENTER);
    }
    int[] next = inCall(now);
    next[MOVES] = (moves & ~STATE) | IN_CALL;
    return next;
  }

  private static int[] inCall(int[] now) {
    int[] next = at(now, AT_HOME, CALL);
    next[INSIDE] &= ~HOME;
    return next;
  }

  private int[] leave(int[] now) {
    if (has(Flaw.LEAVE_UNCHECKED)) {
      int[] next = goOn(now);
      next[MOVES] = (now[MOVES] & ~STATE) + ONCE;
      return next;
    }
    if (isLost(now)) {
      return at(now, AT_HOME, ASK);
    }
    return stateOf(movesRead(now)) == HELD ? goOn(now) : settle(now, LEAVE);
  }

  private int movesRead(int[] now) {
    return has(Flaw.HOLDER_FIRST) ? now[MOVES] : now[HOME_READ];
  }

  private boolean isLost(int[] now) {
    int holder = has(Flaw.HOLDER_FIRST) ? now[HOME_READ] : now[HOLDER];
    return stateOf(movesRead(now)) == TAKEN || holder != HOME;
  }

  private int[] settle(int[] now, int again) {
    if (movesRead(now) != now[MOVES]) {
      return at(now, AT_HOME, again);
    }
    int[] next = goOn(now);
    next[MOVES] = (now[MOVES] & ~STATE) + ONCE;
    return next;
  }

  private static int[] goOn(int[] now) {
    int[] next = at(now, AT_HOME, FREE);
    next[INSIDE] |= HOME;
    return next;
  }

  private int[] ask(int[] now) {
    int[] next = at(now, AT_HOME, WAIT);
    next[ASKED] = has(Flaw.NOT_ASKED) ? 0 : 1;
    return next;
  }

  // -- the watcher: looks for ever

  private void watcher(int[] now, List<int[]> next) {
    int moves = now[WATCHER_READ];
    switch (now[AT_WATCHER]) {
      case 0 -> next.add(look(now));
      case 1 -> next.add(lookForSleep(now));
      case 2 -> next.add(swap(now, moves, (moves & ~STATE) | TAKEN, 4));
      case 3 -> {
        int[] doubted = swap(now, moves, moves | DOUBTED, 0);
        doubted[SEEN] = moves | DOUBTED;
        next.add(doubted);
      }
      case 4 -> {
        int[] taken = at(now, AT_WATCHER, 5);
        taken[HOLDER] = 0;
        next.add(taken);
      }
      case 5 -> {
        int[] wanted = at(now, AT_WATCHER, 0);
        wanted[SPARE_WANTED] = 1;
        next.add(wanted);
      }
      default -> next.add(swap(now, moves, (moves & ~STATE) + ONCE, 0));
    }
  }

  private static int[] look(int[] now) {
    int moves = now[MOVES];
    boolean busy = moves != now[SEEN] || stateOf(moves) == TAKEN;
    int[] next = at(now, AT_WATCHER, busy ? 0 : stateOf(moves) == IN_CALL ? 2 : 1);
    next[SEEN] = moves;
    next[WATCHER_READ] = moves;
    return next;
  }

  private int[] lookForSleep(int[] now) {
    boolean slept = now[HOLDER] == HOME && now[ASLEEP] == 1;
    boolean stuck = slept && now[SLEEP_SEEN] == 1;
    int[] next = now.clone();
    next[SLEEP_SEEN] = slept ? 1 : 0;
    if (stateOf(now[WATCHER_READ]) == DOUBTED) {
      next[AT_WATCHER] = stuck || has(Flaw.DOUBT_NOT_LOOKED_AT) ? 2 : 6;
    } else {
      next[AT_WATCHER] = !stuck ? 0 : has(Flaw.NO_DOUBT) ? 2 : 3;
    }
    return next;
  }

  private static int[] swap(int[] now, int from, int to, int place) {
    int[] next = at(now, AT_WATCHER, now[MOVES] == from || to == (from | DOUBTED) ? place : 0);
    if (now[MOVES] == from) {
      next[MOVES] = to;
    }
    return next;
  }

  // -- the spare: drives when it is wanted; turns of the other strand first, then who has asked

  private void spare(int[] now, List<int[]> next) {
    int[] after = at(now, AT_SPARE, now[AT_SPARE] + 1);
    switch (now[AT_SPARE]) {
      case 0 -> {
        if (now[SPARE_WANTED] == 0) {
          return;
        }
        after[SPARE_WANTED] = 0;
      }
      case 1 -> after[HOLDER] = SPARE;
      case 2 -> after[MOVES] = (now[MOVES] & ~STATE) + ONCE;
      case 3 -> {
        if (now[TURNS] > 0) {
          after[TURNS]--;
          after[INSIDE] |= SPARE;
        } else if (now[ASKED] == 1) {
          after[ASKED] = 0;
          after[AT_SPARE] = 5;
        } else {
          return;
        }
      }
      case 4 -> {
        after[INSIDE] &= ~SPARE;
        after[AT_SPARE] = 3;
      }
      case 5 -> after[has(Flaw.GRANTED_FIRST) ? GRANTED : HOLDER] = HOME;
      default -> {
        after[has(Flaw.GRANTED_FIRST) ? HOLDER : GRANTED] = HOME;
        after[AT_SPARE] = 0;
      }
    }
    next.add(after);
  }
}
