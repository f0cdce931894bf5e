package io.greenlet;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.killAll;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.greenlet.internal.StallProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/**
 * Waits of the main greenlet that nothing can end.
 *
 * <p>The class runs before all others: {@link LoopExit} comes only when it is certain, and idle
 * workers and process reapers, which other tests leave behind for a minute, make it wait as long.
 * Where such a thread is around all the same, {@link LoopExitFreshJvmTest} has to do.
 */
@ExtendWith(FreshHub.class)
@Order(1)
final class LoopExitTest {
  private static final class Never {
    private final SynchronousQueue<String> queue = new SynchronousQueue<>();

    Object takeWhatNobodyPuts() throws InterruptedException {
      return queue.take();
    }
  }

  private final Never never = new Never();

  @BeforeEach
  void assumeThatNobodyIsAround() {
    assumeTrue(StallProbe.isEverybodyElseIdle(), "another thread of this JVM is not idle yet");
  }

  private static String messageOf(Executable endlessWait) {
    return assertThrows(LoopExit.class, endlessWait).getMessage();
  }

  private static void assertContains(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "<" + part + "> is not in: " + message);
    }
  }

  @Test
  void join_ofTwoThatJoinEachOther_tellsWhoWaitsForWhom() throws InterruptedException {
    List<Greenlet<?>> pair = new ArrayList<>();
    pair.add(spawn(() -> pair.get(1).join()));
    pair.add(spawn(() -> pair.get(0).join()));
    String message = messageOf(() -> pair.get(0).join());

    String first = pair.get(0).name();
    String second = pair.get(1).name();
    assertContains(
        message,
        Greenlet.current().name() + " waits for the end of " + first,
        first + " is waiting for the end of " + second + " at io.greenlet.LoopExitTest",
        second + " is waiting for the end of " + first + " at io.greenlet.LoopExitTest",
        "spawned to run io.greenlet.LoopExitTest",
        "by " + Greenlet.current().name());
    killAll(pair);
  }

  @Test
  void join_ofOneThatTakesWhatNobodyPuts_tellsTheJdkCallsPlace() throws InterruptedException {
    Greenlet<?> taker = spawn(() -> never.takeWhatNobodyPuts());
    String message = messageOf(() -> joinAll(taker));

    assertContains(
        message,
        Greenlet.current().name() + " waits for the end of 1 greenlets",
        taker.name() + " is waiting in a JDK call at io.greenlet.LoopExitTest$Never.takeWhat",
        "LoopExitTest.java:");
    taker.kill();
  }

  @Test
  void switchTo_oneThatNeverComesBack_tellsThatMainHasSwitched() throws InterruptedException {
    Greenlet<Object> gone = Greenlet.of(never::takeWhatNobodyPuts);
    String message = messageOf(gone::switchTo);

    assertContains(
        message,
        Greenlet.current().name() + " has switched to another greenlet",
        gone.name() + " is waiting in a JDK call");
    gone.kill();
  }

  @Test
  void join_ofOneThatIsSwitchedOut_tellsSo() throws InterruptedException {
    Greenlet<?> main = Greenlet.current();
    Greenlet<?> out = Greenlet.of(() -> main.switchTo());
    out.switchTo();
    Greenlet<?> waiter = spawn(() -> out.join());

    assertContains(
        messageOf(waiter::join),
        waiter.name() + " is waiting for the end of " + out.name(),
        out.name() + " is switched out");
    killAll(List.of(waiter, out));
  }

  @Test
  void join_ofANeverStartedGreenlet_fires() {
    Greenlet<?> unstarted = Greenlet.of(() -> "never");

    assertContains(messageOf(unstarted::join), "waits for the end of " + unstarted.name());
  }

  @Test
  void join_whileAnIdleHubIsAround_fires() {
    try (Hub idle = Hub.start("idle")) {
      Greenlet<Object> there = idle.spawn(never::takeWhatNobodyPuts);
      assertContains(messageOf(there::join), "waits for the end of " + there.name());
      there.killLater(new GreenletExit());
    }
  }

  @Test
  void join_ofMany_describesSomeAndCountsTheRest() throws InterruptedException {
    Semaphore semaphore = new Semaphore(0);
    List<Greenlet<?>> gs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      gs.add(spawn(() -> semaphore.acquire()));
    }
    String message = messageOf(() -> joinAll(gs));

    assertContains(message, "waits for the end of 30 greenlets", "and 10 more");
    assertEquals(22, message.lines().count(), message);
    semaphore.release(30);
    joinAll(gs);
  }

  @Test
  void loopExit_caught_leavesTheHubUsable() throws InterruptedException {
    Greenlet<?> taker = spawn(never::takeWhatNobodyPuts);
    for (int i = 0; i < 2; i++) {
      messageOf(taker::join);
      assertFalse(taker.isDead());
      assertEquals(i, spawn(List.of(0, 1).get(i)::intValue).get());
    }
    never.queue.offer("put by nobody else");
    yieldNow();

    assertEquals("put by nobody else", taker.value());
  }
}
