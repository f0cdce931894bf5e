package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Errors that concern the whole virtual machine, and errors that do not. */
@ExtendWith(FreshHub.class)
final class FatalErrorTest {
  private final List<Throwable> reports = new ArrayList<>();

  @BeforeEach
  void collectReports() {
    Hub.current().setErrorHandler((g, t) -> reports.add(t));
  }

  private static Greenlet<?> spawnFailing(Error failure) {
    return spawn(
        (ThrowingRunnable)
            () -> {
              throw failure;
            });
  }

  /** Lets what failed be reported, which happens in a greenlet of its own. */
  private static void settle() {
    yieldNow();
    yieldNow();
  }

  @Test
  void outOfMemory_inASpawnedGreenlet_reachesTheWaitOfMain() throws InterruptedException {
    for (Error fatal : List.of(new OutOfMemoryError("by hand"), new InternalError("by hand"))) {
      Greenlet<?> other = spawn(() -> sleep(Duration.ofDays(1)));
      Greenlet<?> g = spawnFailing(fatal);
      assertSame(fatal, assertThrows(fatal.getClass(), other::join));
      assertSame(fatal, g.exception());
      assertFalse(other.isDead());
      other.kill();
    }
    settle();

    assertEquals(2, reports.size());
  }

  @Test
  void outOfMemory_whileMainSwitchedToAnother_reachesThatSwitch() throws InterruptedException {
    OutOfMemoryError fatal = new OutOfMemoryError("by hand");
    Greenlet<Object> other =
        Greenlet.of(() -> {
          sleep(Duration.ofDays(1));
          return null;
        });
    spawnFailing(fatal);
    assertSame(fatal, assertThrows(OutOfMemoryError.class, other::switchTo));
    other.kill();
    settle();

    assertEquals(1, reports.size());
  }

  @Test
  void outOfMemory_inAGreenletMainSwitchedTo_isRaisedThereOnce() throws InterruptedException {
    OutOfMemoryError fatal = new OutOfMemoryError("by hand");
    Greenlet<Object> g =
        Greenlet.of(() -> {
          throw fatal;
        });
    assertSame(fatal, assertThrows(OutOfMemoryError.class, g::switchTo));
    Greenlet<String> next =
        spawn(() -> {
          yieldNow();
          return "fine";
        });

    assertEquals("fine", next.get());
  }

  @Test
  void stackOverflow_inASpawnedGreenlet_staysThere() throws InterruptedException {
    Greenlet<Integer> g = spawn(() -> endless(0));
    Greenlet<String> other = spawn(() -> "fine");

    assertEquals("fine", other.get());
    g.join();
    assertInstanceOf(StackOverflowError.class, g.exception());
    assertEquals(1, reports.size());
  }

  private static int endless(int depth) {
    return endless(depth + 1) + 1;
  }

  @Test
  void otherErrors_inASpawnedGreenlet_stayThere() throws InterruptedException {
    Greenlet<?> g = spawnFailing(new AssertionError("wrong"));
    g.join();
    settle();

    assertEquals(1, reports.size());
  }
}
