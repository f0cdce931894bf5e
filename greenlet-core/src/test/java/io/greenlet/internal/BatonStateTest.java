package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks the states that are drawn in {@link Baton}; the test is home, and the watcher. */
@ExtendWith(FreshHub.class)
class BatonStateTest {
  /** Says what the test wants. */
  private static final class Stuck extends StuckInside {
    private boolean answer;
    private int asked;

    Stuck(Loop loop) {
      super(loop);
    }

    @Override
    boolean look(String driver) {
      asked++;
      return answer;
    }
  }

  private final Loop loop = Loop.install(Clock.SYSTEM, ReadyQueue.FIFO);
  private final Baton baton = loop.baton();
  private final Stuck stuck = new Stuck(loop);

  @BeforeEach
  void lookByHand() {
    baton.lookByHand(stuck);
  }

  @AfterEach
  void giveBack() {
    if (baton.state().equals("TAKEN")) {
      startSpare();
      baton.leave();
    }
  }

  private Thread startSpare() {
    Thread spare = new Watcher.Spare(baton);
    spare.start();
    return spare;
  }

  /** Goes the shortest way to a state. */
  private void goTo(String state) {
    switch (state) {
      case "HELD" -> {}
      case "IN_CALL" -> baton.enter();
      case "DOUBTED" -> look(true);
      default -> {
        baton.enter();
        look(false);
        look(false);
      }
    }
    assertEquals(state, baton.state());
  }

  private Baton.Look look(boolean isStuck) {
    stuck.answer = isStuck;
    return baton.look();
  }

  private Object act(String act) throws Exception {
    return switch (act) {
      case "enter" -> {
        baton.enter();
        yield "";
      }
      case "leave" -> {
        baton.leave();
        yield "";
      }
      case "isHeldHere" -> baton.isHeldHere();
      case "isKept" -> baton.isKept(Thread.currentThread());
      case "look" -> look(false);
      case "look, look" -> {
        look(false);
        yield look(false);
      }
      case "look stuck" -> look(true);
      default -> {
        FutureTask<Object> elsewhere = new FutureTask<>(() -> act(act.replace("other's ", "")));
        Thread.ofPlatform().start(elsewhere);
        yield elsewhere.get();
      }
    };
  }

  /** All that may be done in each state. What is lost waits when it leaves: tested below. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          HELD    | enter              | IN_CALL | ''
          HELD    | leave              | HELD    | ''
          HELD    | isKept             | HELD    | true
          HELD    | isHeldHere         | HELD    | true
          HELD    | look               | HELD    | AWAKE
          HELD    | look, look         | HELD    | AWAKE
          HELD    | look stuck         | DOUBTED | BUSY
          HELD    | other's enter      | HELD    | ''
          HELD    | other's isHeldHere | HELD    | false
          IN_CALL | enter              | IN_CALL | ''
          IN_CALL | leave              | HELD    | ''
          IN_CALL | isKept             | HELD    | true
          IN_CALL | isHeldHere         | IN_CALL | false
          IN_CALL | look               | IN_CALL | BUSY
          IN_CALL | look stuck         | IN_CALL | BUSY
          IN_CALL | look, look         | TAKEN   | TAKEN
          IN_CALL | other's enter      | IN_CALL | ''
          IN_CALL | other's isHeldHere | IN_CALL | false
          DOUBTED | enter              | IN_CALL | ''
          DOUBTED | leave              | HELD    | ''
          DOUBTED | isKept             | HELD    | true
          DOUBTED | isHeldHere         | HELD    | true
          DOUBTED | look               | HELD    | BUSY
          DOUBTED | look stuck         | TAKEN   | TAKEN
          DOUBTED | other's enter      | DOUBTED | ''
          DOUBTED | other's isHeldHere | DOUBTED | false
          TAKEN   | enter              | TAKEN   | ''
          TAKEN   | isHeldHere         | TAKEN   | false
          TAKEN   | look               | TAKEN   | BUSY
          TAKEN   | look, look         | TAKEN   | BUSY
          TAKEN   | look stuck         | TAKEN   | BUSY
          TAKEN   | other's enter      | TAKEN   | ''
          TAKEN   | other's isHeldHere | TAKEN   | false
          """)
  void act_inEachState_goesAlongTheArrows(String from, String act, String to, String answer)
      throws Exception {
    goTo(from);

    assertEquals(answer, act(act).toString());

    assertEquals(to, baton.state());
  }

  @Test
  void look_anotherCall_isNotTaken() {
    baton.enter();
    look(false);
    baton.leave();
    baton.enter();

    assertEquals(Baton.Look.BUSY, look(false));

    assertEquals("IN_CALL", baton.state());
    assertEquals(Baton.Look.TAKEN, look(false), "but if that lasts, too");
  }

  @Test
  void look_theDoubtEndedMeanwhile_isDoubtedAnewFirst() {
    goTo("DOUBTED");
    assertTrue(baton.isHeldHere());

    assertEquals(Baton.Look.BUSY, look(true));
    assertEquals("HELD", baton.state());
    assertEquals(Baton.Look.BUSY, look(true));
    assertEquals("DOUBTED", baton.state());
    assertEquals(Baton.Look.TAKEN, look(true));
  }

  @Test
  void look_inCall_asksNotWhoIsStuck() {
    baton.enter();

    look(true);
    look(true);

    assertEquals(0, stuck.asked);
  }

  @Test
  void run_taken_spareDrivesUntilTheCallHasEnded() throws Exception {
    goTo("TAKEN");
    AtomicReference<String> state = new AtomicReference<>();
    AtomicReference<Thread> driver = new AtomicReference<>();
    loop.submitExternal(() -> {
      state.set(baton.state());
      driver.set(baton.holder());
    });

    Thread spare = startSpare();
    while (driver.get() == null) {
      Thread.onSpinWait();
    }
    baton.leave();

    assertEquals("HELD", state.get());
    assertSame(spare, driver.get());
    assertEquals("HELD", baton.state());
    assertTrue(baton.isHeldHere());
    spare.join();
    assertTrue(baton.toString().endsWith("0 away"), baton::toString);
  }

  @Test
  void run_callHasEndedBefore_isHandedOnFirstButNotTwiceInARow() throws Exception {
    boolean[] ran = new boolean[1];
    loop.submitExternal(() -> ran[0] = true);

    loseAndReturnBeforeTheSpare();
    assertFalse(ran[0], "the spare ran nothing");

    loseAndReturnBeforeTheSpare();
    assertTrue(ran[0], "nothing had its turn in between");
  }

  private void loseAndReturnBeforeTheSpare() throws Exception {
    goTo("TAKEN");
    Thread late =
        Thread.ofPlatform()
            .start(() -> {
              while (baton.homeReturning() == null) {
                Thread.onSpinWait();
              }
              startSpare();
            });
    baton.leave();
    late.join();
    assertTrue(baton.isHeldHere());
  }

  /** Between two strands home gives the baton away, and waits until it is given back. */
  @Test
  void hand_byHome_anotherGoesOnAndHomeGetsItBack() throws Exception {
    goTo("TAKEN");
    AtomicReference<Thread> inCall = new AtomicReference<>();
    boolean[] held = new boolean[1];
    // On the spare: a call that lasts, and ends when home is back.
    loop.submitExternal(() -> {
      inCall.set(Thread.currentThread());
      baton.enter();
      while (look(false) != Baton.Look.TAKEN) {
        Thread.onSpinWait();
      }
      startSpare();
      while (baton.homeReturning() != null) {
        Thread.onSpinWait();
      }
      baton.leave();
      held[0] = baton.isHeldHere();
    });
    Thread spare = startSpare();
    while (inCall.get() == null) {
      Thread.onSpinWait();
    }
    baton.leave();
    while (!held[0]) {
      loop.doWork();
    }

    assertSame(spare, inCall.get());
    assertTrue(baton.isHeldHere());
    assertEquals("HELD", baton.state());
    spare.join();
    assertTrue(baton.toString().endsWith("0 away"), baton::toString);
  }
}
