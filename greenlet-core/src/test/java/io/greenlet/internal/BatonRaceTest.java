package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The baton under a watcher that looks without a pause, takes each call that it sees twice, and
 * doubts whoever drives: what the model shows of the rules, tried on what was written.
 */
@ExtendWith(FreshHub.class)
class BatonRaceTest {
  private static final int GREENLETS = 20;
  private static final int CALLS = 10_000;

  private final Loop loop = Loop.install(Clock.SYSTEM, ReadyQueue.FIFO);
  private final Baton baton = loop.baton();

  /** Exact only if one greenlet runs at a time. */
  private int counter;

  /** Counted by the looker, read after its end. */
  private int taken;

  private int doubted;
  private volatile boolean done;

  private void race(boolean properly) throws Exception {
    counter = 0;
    done = false;
    baton.lookByHand(new Doubter());
    Thread looker = Thread.ofPlatform().start(this::look);
    List<Greenlet<?>> all = new ArrayList<>();
    for (int i = 0; i < GREENLETS; i++) {
      all.add(Greenlets.spawn(() -> call(properly)));
    }
    Greenlets.joinAll(all);
    done = true;
    looker.join();
  }

  private void look() {
    try (ExecutorService spares = Executors.newCachedThreadPool()) {
      while (!done) {
        if (baton.look() == Baton.Look.TAKEN) {
          taken++;
          spares.execute(baton);
        }
      }
    }
  }

  /** Doubts who has done nothing since the last look, and never twice, as nobody sleeps here. */
  private final class Doubter extends StuckInside {
    Doubter() {
      super(loop);
    }

    @Override
    boolean look(String driver) {
      boolean doubts = !baton.state().equals("DOUBTED");
      doubted += doubts ? 1 : 0;
      return doubts;
    }
  }

  private void call(boolean properly) {
    for (int i = 0; i < CALLS; i++) {
      BlockingRegion.begin();
      if (!properly) {
        increment();
      }
      BlockingRegion.end();
      if (properly) {
        increment();
      }
      if (i % 16 == 0) {
        Greenlets.yieldNow();
      }
    }
  }

  private void increment() {
    int before = counter;
    Thread.onSpinWait();
    counter = before + 1;
  }

  @Test
  void look_withoutAPause_noIncrementIsLost() throws Exception {
    race(true);

    assertEquals(GREENLETS * CALLS, counter);
    assertTrue(baton.isHeldHere(), baton::toString);
    assertTrue(baton.toString().endsWith("0 away"), baton::toString);
    assertTrue(taken > 0 && doubted > 0, () -> taken + " taken, " + doubted + " doubted");
  }

  /** The control: what is done inside of calls is not done alone. */
  @Test
  void look_incrementsInsideOfCalls_someAreLost() throws Exception {
    int rounds = 0;
    do {
      race(false);
      rounds++;
    } while (counter == GREENLETS * CALLS && rounds < 20);

    assertNotEquals(GREENLETS * CALLS, counter);
  }
}
