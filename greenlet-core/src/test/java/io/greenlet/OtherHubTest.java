package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Greenlets never move: what is refused between hubs, and who may be adopted. */
@ExtendWith(FreshHub.class)
class OtherHubTest {
  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();
  private final Hub here = Hub.current();

  /** Runs a body on a plain thread of its own and waits for the thread's end. */
  private static <T> T onThread(String name, Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = Thread.ofPlatform().name(name).start(task);
    thread.join();
    return task.get();
  }

  private static GreenletError assertRefused(Runnable action, String... parts) {
    GreenletError error = assertThrows(GreenletError.class, action::run);
    for (String part : parts) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
    return error;
  }

  @Test
  void current_onTwoThreads_haveMainGreenletsAndHubsOfTheirOwn() throws Exception {
    Greenlet<?> other = onThread("other", Greenlet::current);

    assertNotSame(main, other);
    assertNotSame(here, other.hub());
    assertSame(here, main.hub());
  }

  @Test
  void switchTo_suspendedOfOtherThread_isRefusedNamingBothHubs() throws Exception {
    Greenlet<Object> g = Greenlet.of(() -> main.switchTo("waits"));
    g.switchTo();

    onThread(
        "the-other",
        () ->
            assertRefused(
                () -> g.switchTo("wrong"),
                "cannot switch to " + g.name(),
                "from hub the-other",
                "it belongs to hub " + here.stats().name()));

    assertEquals("unharmed", g.switchTo("unharmed"));
  }

  @Test
  void throwIn_suspendedOfOtherThread_isRefusedAndItGoesOn() throws Exception {
    Greenlet<Object> g = Greenlet.of(() -> main.switchTo("waits"));
    g.switchTo();

    onThread("the-other", () -> assertRefused(g::throwIn, "the-other", here.stats().name()));

    assertFalse(g.isDead());
    assertEquals("unharmed", g.switchTo("unharmed"));
  }

  /** Checked first: a greenlet that was never started is not killed by the refused throw. */
  @Test
  void throwIn_unstartedOfOtherThread_isRefusedBeforeAnyStateChanges() throws Exception {
    Greenlet<Object> g = Greenlet.of(first -> "ran with " + first);

    onThread(
        "the-other",
        () -> {
          assertRefused(() -> g.throwIn(new RuntimeException()), "the-other");
          return assertRefused(() -> g.switchTo("wrong"), "the-other", here.stats().name());
        });

    assertFalse(g.isDead());
    assertEquals("ran with right", g.switchTo("right"));
  }

  @Test
  void switchTo_deadOfOtherThread_isRefused() throws Exception {
    Greenlet<Object> g = Greenlet.of(() -> null);
    g.switchTo();

    onThread("the-other", () -> assertRefused(() -> g.switchTo("wrong"), "the-other"));
  }

  @Test
  void switchTo_mainOfOtherThread_isRefused() throws Exception {
    onThread(
        "the-other",
        () -> assertRefused(main::switchTo, "the-other", main.name(), here.stats().name()));
  }

  @Test
  void switchTo_ofAnEndedThread_isRefusedWithAMessageOfItsOwn() throws Exception {
    Greenlet<?> left =
        onThread(
            "short-lived",
            () -> {
              Greenlet<?> itsMain = Greenlet.current();
              Greenlet<Object> g = Greenlet.of(() -> itsMain.switchTo());
              g.switchTo();
              return g;
            });

    assertRefused(
        left::switchTo, "short-lived", "whose thread has ended, so it can never run again");
    assertRefused(
        left::throwIn, "short-lived", "whose thread has ended, so it can never run again");
  }

  @Test
  void switchTo_mainOfAnEndedThread_isRefusedAndItIsDead() throws Exception {
    Greenlet<?> itsMain = onThread("short-lived", Greenlet::current);

    assertRefused(itsMain::switchTo, "whose thread has ended");
    assertTrue(itsMain.isDead());
  }

  @Test
  void switchTo_ofAClosedHub_isRefused() throws InterruptedException {
    Greenlet<?> g;
    try (Hub hub = Hub.start("closed")) {
      g = hub.spawn(() -> null);
      g.join();
    }

    assertRefused(g::switchTo, "hub closed", "can never run again");
  }

  @Test
  void switchTo_aliveOnOtherHub_saysWhatToDoInstead() {
    try (Hub hub = Hub.start("elsewhere")) {
      SynchronousQueue<Object> go = new SynchronousQueue<>();
      Greenlet<?> g = hub.spawn(go::take);

      assertRefused(g::switchTo, "elsewhere", "java.util.concurrent queue");
      assertTrue(go.offer("go") || putQuietly(go));
    }
  }

  private static boolean putQuietly(SynchronousQueue<Object> queue) {
    try {
      queue.put("go");
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // -- adoption

  @Test
  void setParent_neverStarted_movesToTheHubOfTheParent() throws Exception {
    Greenlet<Object> g = Greenlet.of(first -> first + " on " + Thread.currentThread().isVirtual());

    Object answer =
        onThread(
            "adopter",
            () -> {
              Greenlet<?> itsMain = Greenlet.current();
              g.setParent(itsMain);
              assertSame(Hub.current(), g.hub());
              return g.switchTo("ran");
            });

    assertEquals("ran on true", answer);
    assertEquals("adopter", g.hub().stats().name());
    assertTrue(g.isDead());
  }

  @Test
  void setParent_neverStartedOfAnEndedThread_canStillRun() throws Exception {
    Greenlet<Object> orphan = onThread("short-lived", () -> Greenlet.of(first -> first));
    assertRefused(orphan::switchTo, "whose thread has ended");

    orphan.setParent(main);

    assertEquals("alive", orphan.switchTo("alive"));
  }

  /** Who is adopted takes no child along; each has to be adopted by itself. */
  @Test
  void setParent_neverStartedWithAnUnstartedChild_leavesTheChildOnItsHub() throws Exception {
    Greenlet<Object> parent = Greenlet.of(first -> "parent got " + first);
    Greenlet<Object> child = Greenlet.of(() -> "child's result");
    child.setParent(parent);

    Object answer =
        onThread(
            "adopter",
            () -> {
              parent.setParent(Greenlet.current());
              assertRefused(child::switchTo, "from hub adopter", here.stats().name());
              child.setParent(parent);
              return child.switchTo();
            });

    assertEquals("parent got child's result", answer);
  }

  /** Its child has started here, so the parent, which has moved, can never take the result. */
  @Test
  void bodyEnds_parentWasAdoptedByAnotherHub_errorGoesToMain() throws Exception {
    Greenlet<Object> parent = Greenlet.of(() -> events.add("ran"));
    Greenlet<Object> child = Greenlet.of(() -> main.switchTo("child waits"));
    child.setParent(parent);
    child.switchTo();
    Hub elsewhere =
        onThread(
            "adopter",
            () -> {
              parent.setParent(Greenlet.current());
              return Hub.current();
            });

    GreenletError error =
        assertRefused(() -> child.switchTo("its result"), child.name(), parent.name());

    assertTrue(error.getMessage().startsWith("the result of "), error.getMessage());
    assertEquals("its result", child.value());
    assertSame(elsewhere, parent.hub());
    assertFalse(parent.isDead());
    assertEquals(List.of(), events);
  }

  @Test
  void switchTo_adoptedByAnotherHub_isRefusedHere() throws Exception {
    Greenlet<Object> g = Greenlet.of(() -> events.add("ran"));
    onThread(
        "adopter",
        () -> {
          g.setParent(Greenlet.current());
          return null;
        });

    assertRefused(g::switchTo, "adopter", "whose thread has ended");
    assertEquals(List.of(), events);
  }
}
