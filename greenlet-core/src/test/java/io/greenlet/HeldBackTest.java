package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A greenlet that is switched out goes on when somebody switches to it, and for no other reason.
 */
@ExtendWith(FreshHub.class)
class HeldBackTest {
  private static final int ROUNDS = 100_000;

  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();

  /** Switched out; records what it is resumed with. */
  private Greenlet<Object> recorder() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          events.add(main.switchTo());
          return "recorder ended";
        });
    g.switchTo();
    return g;
  }

  /** Everything that is ready runs, and what that makes ready, too. */
  private static void letAllRun() {
    for (int i = 0; i < 10; i++) {
      Greenlets.yieldNow();
    }
  }

  @Test
  void unpark_switchedOut_doesNotResumeIt() {
    Greenlet<Object> g = recorder();

    LockSupport.unpark(g.thread());
    letAllRun();

    assertEquals(List.of(), events);
    assertEquals("recorder ended", g.switchTo("the switch"));
    assertEquals(List.of("the switch"), events);
  }

  @Test
  void unpark_switchedOutFromAnotherThread_doesNotResumeIt() throws InterruptedException {
    Greenlet<Object> g = recorder();
    Thread other = Thread.ofPlatform().start(() -> LockSupport.unpark(g.thread()));
    other.join();

    letAllRun();

    assertEquals(List.of(), events);
    g.switchTo("the switch");
    assertEquals(List.of("the switch"), events);
  }

  /** The permit is not lost either: the next park returns at once. */
  @Test
  void unpark_switchedOut_countsForTheNextPark() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          main.switchTo();
          LockSupport.park();
          return "did not wait";
        });
    g.switchTo();
    LockSupport.unpark(g.thread());

    assertEquals("did not wait", g.switchTo());
  }

  @Test
  void interrupt_switchedOut_isSeenWhenItIsResumed() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          events.add(main.switchTo());
          events.add(Thread.currentThread().isInterrupted());
          try {
            new LinkedBlockingQueue<>().take();
          } catch (InterruptedException e) {
            events.add("interrupted in take");
          }
          return "end";
        });
    g.switchTo();

    g.thread().interrupt();
    letAllRun();
    assertEquals(List.of(), events);

    assertEquals("end", g.switchTo("the switch"));
    assertEquals(List.of("the switch", true, "interrupted in take"), events);
  }

  // -- thread dumps

  /** Takes stack traces in a tight loop, on a thread of its own, until closed. */
  private static final class Dumper implements AutoCloseable {
    private static final int ENOUGH = 200;

    private final Greenlet<?>[] targets;
    private final Thread thread;
    private volatile boolean closed;

    /** How many had any frames; counted by the dumper's thread only. */
    private volatile int dumps;

    Dumper(Greenlet<?>... targets) {
      this.targets = targets;
      this.thread = Thread.ofPlatform().start(this::run);
    }

    private void run() {
      int taken = 0;
      while (!closed) {
        for (Greenlet<?> target : targets) {
          taken += target.thread().getStackTrace().length > 0 ? 1 : 0;
          LockSupport.unpark(target.thread());
        }
        dumps = taken;
      }
    }

    /** Without them the test would prove nothing. */
    boolean hasEnough() {
      return dumps >= ENOUGH;
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError("the test was interrupted", e);
      }
    }
  }

  /** A dump suspends the thread for a moment and submits it again, as if it had been woken. */
  @Test
  void getStackTrace_duringSwitches_neverResumesNorLosesAnyone() {
    Greenlet<Object> g = Greenlet.of(first -> pingPong((Integer) first));
    try (Dumper dumper = new Dumper(g)) {
      for (int i = 0; i < ROUNDS || !dumper.hasEnough(); i++) {
        assertEquals(i + 1, g.switchTo(i));
        if (i % 1_000 == 0) {
          Greenlets.yieldNow();
        }
      }
    }

    assertEquals("end", g.switchTo(-1));
  }

  private Object pingPong(int first) {
    int received = first;
    while (received >= 0) {
      received = (Integer) main.switchTo(received + 1);
    }
    return "end";
  }

  /** Two that count in turns, each a switch; answers the last number. */
  private static int countInTurns() {
    Greenlet<?>[] pair = new Greenlet<?>[2];
    Dumper[] dumper = new Dumper[1];
    int[] last = new int[1];
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      pair[i] =
          Greenlet.of(first -> {
            int received = (Integer) first;
            while (received < ROUNDS || !dumper[0].hasEnough()) {
              last[0] = received;
              received = (Integer) pair[other].switchTo(received + 1);
              assertEquals(last[0] + 1, received, "in strict turns");
            }
            return received;
          });
    }
    try (Dumper opened = new Dumper(pair)) {
      dumper[0] = opened;
      Object end = pair[0].switchTo(0);
      assertEquals(last[0] + 1, end);
    }
    assertTrue(pair[0].isDead() != pair[1].isDead(), "one ended, the other waits for it");
    return last[0] + 1;
  }

  @Test
  void getStackTrace_betweenTwoGreenlets_neverResumesNorLosesAnyone() {
    assertTrue(countInTurns() >= ROUNDS);
  }

  @Test
  void getStackTrace_onADedicatedHub_neverResumesNorLosesAnyone() throws InterruptedException {
    Hub hub = Hub.start("dumped");

    assertTrue(hub.spawn(HeldBackTest::countInTurns).get() >= ROUNDS);

    hub.close(); // not in a finally block: with who is lost it would wait for ever
  }
}
