package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Walks the states that are drawn in {@link Idling}; what happens in a sleep, the test says. */
@ExtendWith(FreshHub.class)
class IdlingTest {
  private static final int FD = 5;

  private final List<String> seen = new ArrayList<>();
  private Runnable whenParked = () -> {};

  private final Clock clock =
      new Clock() {
        @Override
        public long now() {
          return 0;
        }

        @Override
        public void pass(long nanos) {
          seen.add("park " + nanos);
          assertTrue(idling.isAsleep());
          whenParked.run();
        }
      };

  private final FakePoll events = new FakePoll();
  private final Descriptors descriptors = new Descriptors(events);
  private final ReadyQueue ready = new ReadyQueue(ReadyQueue.FIFO);
  private final Loop loop = Loop.install(Clock.SYSTEM, ReadyQueue.FIFO);
  private final Idling idling = new Idling(clock, ready, loop.baton());

  @BeforeEach
  void useDescriptors() {
    idling.use(descriptors);
  }

  /** Somebody waits for a descriptor, so that the driver polls. */
  private Greenlet<?> waiting() {
    Greenlet<?> waiting =
        Greenlets.spawn(() -> descriptors.await(FD, EventPoll.READ, 0, () -> true));
    Greenlets.yieldNow();
    events.asked.clear();
    return waiting;
  }

  private void endWait() {
    descriptors.ready(FD, EventPoll.READ);
    Greenlets.yieldNow();
  }

  @Test
  void sleep_nobodyWaitsForDescriptors_parks() {
    idling.sleep(50);

    assertEquals(List.of("park 50"), seen);
    assertEquals(List.of(), events.asked);
    assertFalse(idling.isAsleep());
  }

  @Test
  void sleep_noTime_doesNotPark() {
    idling.sleep(0);

    assertEquals(List.of(), seen);
  }

  @Test
  void sleep_somebodyWaitsForADescriptor_polls() {
    waiting();
    events.whenPolled = () -> assertTrue(idling.isAsleep());

    idling.sleep(50);

    assertEquals(List.of(), seen);
    assertEquals(List.of("poll 50"), events.asked);
    assertFalse(idling.isAsleep());
    endWait();
  }

  @Test
  void wake_awake_doesNothing() {
    waiting();

    assertFalse(idling.wake());

    assertEquals(List.of(), events.asked);
    endWait();
  }

  /** After the look at the queue and before the thread sleeps: it must not sleep at all. */
  @Test
  void wake_parked_endsEvenASleepThatHasNotBegun() {
    whenParked =
        () -> {
          assertTrue(idling.wake());
          LockSupport.park();
        };

    idling.sleep(Long.MAX_VALUE);

    assertEquals(1, seen.size());
    assertFalse(idling.isAsleep());
  }

  @Test
  void wake_polling_endsThePollByOneCallOfTheSystem() {
    waiting();
    events.whenPolled =
        () -> {
          assertTrue(idling.wake());
          assertFalse(idling.wake(), "the second who has something need not");
        };

    idling.sleep(Long.MAX_VALUE);

    assertEquals(List.of("poll " + Long.MAX_VALUE, "wake"), events.asked);
    endWait();
  }

  @Test
  void sleep_workCameBefore_doesNotPark() {
    ready.addExternal(() -> {});
    assertFalse(idling.wake(), "nobody had to be woken");

    idling.sleep(50);

    assertEquals(List.of(), seen);
  }

  @Test
  void sleep_workCameBeforeAndSomebodyWaits_onlyLooks() {
    waiting();
    ready.addExternal(() -> {});

    idling.sleep(50);

    assertEquals(List.of("poll 0"), events.asked);
    endWait();
  }

  @Test
  void pollNow_somebodyWaits_looksAndStaysAwake() {
    assertEquals(0, idling.pollNow());
    assertEquals(List.of(), events.asked, "nobody waits");

    waiting();
    events.whenPolled = () -> assertFalse(idling.isAsleep());
    idling.pollNow();

    assertEquals(List.of("poll 0"), events.asked);
    endWait();
  }

  @Test
  void close_givesBackWhatTheSystemLent() {
    idling.close();
    idling.close();

    assertEquals(List.of("close"), events.asked);
    assertFalse(idling.isWaitingForDescriptors());
  }
}
