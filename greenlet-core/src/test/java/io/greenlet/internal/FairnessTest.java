package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.ThrowingRunnable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever is always ready keeps nobody waiting: counted in turns, which no machine disturbs. */
@ExtendWith(FreshHub.class)
class FairnessTest {
  private static final int BUSY = 500;
  private static final int FD = 5;

  /** At which turn it happens that another becomes ready. */
  private static final int HAPPENS_AT = 100;

  /** How many turns the others may have after that: the rest of one slice, and the next. */
  private static final int MAY_WAIT = 2 * ReadyQueue.SLICE;

  /** How often a greenlet that is always ready had its turn; a hub's time, too. */
  private int turns;

  private boolean done;

  private final Clock clock =
      new Clock() {
        @Override
        public long now() {
          return turns;
        }

        @Override
        public void pass(long nanos) {
          throw new AssertionError("somebody is always ready");
        }
      };

  private Loop install(IntUnaryOperator order) {
    return Loop.install(clock, order);
  }

  private List<Greenlet<?>> startBusy() {
    List<Greenlet<?>> busy = new ArrayList<>();
    for (int i = 0; i < BUSY; i++) {
      busy.add(
          Greenlets.spawn(() -> {
            while (!done) {
              turns++;
              Greenlets.yieldNow();
            }
          }));
    }
    return busy;
  }

  /** Runs the others until what one waits for has come, and answers at which turn that was. */
  private int turnsUntil(ThrowingRunnable wait) throws InterruptedException {
    Greenlet<Integer> waiting =
        Greenlets.spawn(() -> {
          wait.run();
          done = true;
          return turns;
        });
    Greenlets.joinAll(startBusy());
    return waiting.get();
  }

  private static void assertSoonAfter(int begin, int turns) {
    assertTrue(turns >= begin && turns <= begin + MAY_WAIT, () -> begin + " to " + turns);
  }

  @Test
  void timer_othersAlwaysReady_firesInTheNextSlice() throws Exception {
    install(ReadyQueue.FIFO);

    int end = turnsUntil(() -> Greenlets.sleep(Duration.ofNanos(HAPPENS_AT)));

    assertSoonAfter(HAPPENS_AT, end);
  }

  @Test
  void descriptor_othersAlwaysReady_isSeenInTheNextSlice() throws Exception {
    Loop loop = install(ReadyQueue.FIFO);
    FakePoll events = new FakePoll();
    Descriptors descriptors = new Descriptors(events);
    loop.idling().use(descriptors);
    events.whenPolled =
        () -> {
          if (turns >= HAPPENS_AT) {
            descriptors.ready(FD, EventPoll.READ);
          }
        };

    int end = turnsUntil(() -> descriptors.await(FD, EventPoll.READ, 0, () -> true));

    assertSoonAfter(HAPPENS_AT, end);
  }

  @Test
  void workFromOutside_othersAlwaysReady_runsInTheNextSlice() throws Exception {
    Loop loop = install(ReadyQueue.FIFO);
    int[] begin = new int[1];
    int[] end = new int[1];
    SynchronousQueue<Object> handedIn = new SynchronousQueue<>();
    CompletableFuture<Void> ran = new CompletableFuture<>();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              try {
                handedIn.take();
                loop.submitExternal(() -> {
                  end[0] = turns;
                  ran.complete(null);
                });
                handedIn.take();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    // Keeps the hub while the other thread hands its work in.
    Greenlets.spawn(() -> {
      Greenlets.yieldNow();
      while (!handedIn.offer(this)) {
        Thread.onSpinWait();
      }
      while (!handedIn.offer(this)) {
        Thread.onSpinWait();
      }
      begin[0] = turns;
    });

    turnsUntil(ran::join);

    other.join();
    assertSoonAfter(begin[0], end[0]);
  }

  /** How much of a flood from another thread runs until a greenlet has had that many turns. */
  private int floodUntil(int ownTurns, IntUnaryOperator order) throws InterruptedException {
    Loop loop = install(order);
    int[] flood = new int[1];
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 100 * BUSY; i++) {
                loop.submitExternal(() -> flood[0]++);
              }
            });
    other.join();
    int[] ran = new int[1];
    Greenlet<?> own =
        Greenlets.spawn(() -> {
          for (int i = 0; i < ownTurns; i++) {
            Greenlets.yieldNow();
          }
          ran[0] = flood[0];
        });
    own.join();
    while (flood[0] < 100 * BUSY) {
      Greenlets.yieldNow();
    }
    return ran[0];
  }

  @Test
  void ownWork_floodFromAnotherThread_hasItsTurnAfterEachSliceOfThat() throws Exception {
    int ran = floodUntil(BUSY, ReadyQueue.FIFO);

    assertTrue(ran > 0 && ran <= (BUSY + 1) * ReadyQueue.SLICE, () -> ran + " ran before");
  }

  /** The control: with one queue of both, all of the flood is before its second turn. */
  @Test
  void ownWork_oneQueueOfBoth_waitsForTheWholeFlood() throws Exception {
    assertEquals(100 * BUSY, floodUntil(BUSY, size -> 0));
  }
}
