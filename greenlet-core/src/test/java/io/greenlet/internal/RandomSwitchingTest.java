package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random switches, throws, kills, spawns and changes of parents, held against {@link SwitchModel}.
 */
class RandomSwitchingTest {
  private static final int STEPS = 100_000;

  /** One that never changes, and one that nobody has tried yet. */
  static LongStream seeds() {
    return LongStream.of(1, System.nanoTime());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomSteps_heldAgainstTheModel_agree(long seed) throws Exception {
    walked(new SwitchModel(), seed, STEPS);
  }

  /** Runs on a thread of its own, so that a walk that went wrong leaves nothing to others. */
  private static RandomWalk walked(SwitchModel model, long seed, int steps) throws Exception {
    FutureTask<RandomWalk> task =
        new FutureTask<>(() -> {
          RandomWalk walk = new RandomWalk(model, seed, steps);
          walk.run();
          walk.assertAllEndedOnce();
          walk.assertEveryKindOfStepHappened();
          return walk;
        });
    Thread thread = Thread.ofPlatform().name("walk " + seed).start(task);
    thread.join();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed + ": " + e.getCause().getMessage(), e.getCause());
    }
  }

  // -- the controls: a model that is wrong in one point must be found out

  private static void assertFoundOut(SwitchModel broken) {
    AssertionError found = assertThrows(AssertionError.class, () -> walked(broken, 1, STEPS));

    assertTrue(found.getMessage().startsWith("seed 1: step "), found.getMessage());
  }

  @Test
  void randomSteps_modelReadsTheParentAtBirth_isFoundOut() {
    assertFoundOut(
        new SwitchModel() {
          @Override
          Member parentOf(Member m) {
            return m.parentAtBirth;
          }
        });
  }

  @Test
  void randomSteps_modelTakesTheExitForAFailure_isFoundOut() {
    assertFoundOut(
        new SwitchModel() {
          @Override
          boolean isExit(Throwable thrown) {
            return false;
          }
        });
  }

  @Test
  void randomSteps_modelRunsTheLastReadyFirst_isFoundOut() {
    assertFoundOut(
        new SwitchModel() {
          @Override
          Object poll(Deque<Object> from) {
            return from.removeLast();
          }
        });
  }

  @Test
  void randomSteps_sameSeedTwice_takesTheSameSteps() throws Exception {
    RandomWalk once = walked(new SwitchModel(), 7, 10_000);
    RandomWalk again = walked(new SwitchModel(), 7, 10_000);

    assertEquals(once.trail(), again.trail());
  }
}
