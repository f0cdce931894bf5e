package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Interrupts of main greenlets' threads and of greenlets, in waits and in switches. */
@ExtendWith(FreshHub.class)
final class InterruptTest {
  private static final Duration DAY = Duration.ofDays(1);

  private Greenlet<?> endless;

  static List<Named<Wait>> waits() {
    return List.of(
        Named.of("sleep", g -> sleep(DAY)),
        Named.of("join", Greenlet::join),
        Named.of("join, timed", g -> g.join(DAY)),
        Named.of("get", Greenlet::get),
        Named.of("get, timed", g -> g.get(DAY)),
        Named.of("joinAll", g -> Greenlets.joinAll(g)),
        Named.of("gather", g -> Greenlets.gather(List.of(g))),
        Named.of("waitFor", g -> Greenlets.waitFor(List.of(g), 1, DAY)),
        Named.of("kill, timed", g -> g.kill(new IllegalStateException("refused"), DAY)));
  }

  /** A way to wait for a greenlet that goes on for ever. */
  @FunctionalInterface
  interface Wait {
    void on(Greenlet<?> endless) throws Exception;
  }

  @BeforeEach
  void spawnEndless() {
    endless =
        spawn(() -> {
          while (true) {
            try {
              sleep(DAY);
            } catch (IllegalStateException refused) {
              yieldNow();
            }
          }
        });
    yieldNow();
  }

  @AfterEach
  void killEndless() throws InterruptedException {
    Thread.interrupted();
    endless.kill();
  }

  @ParameterizedTest
  @MethodSource("waits")
  void wait_inMainInterruptedBefore_throwsAtOnceAndClearsTheStatus(Wait wait) {
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, () -> wait.on(endless));
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(1, Hub.current().stats().timers());
  }

  @ParameterizedTest
  @MethodSource("waits")
  void wait_inMainInterruptedByAnotherThread_throws(Wait wait) throws InterruptedException {
    Thread main = Thread.currentThread();
    Thread interrupter =
        Thread.ofPlatform()
            .start(() -> {
              while (main.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
              }
              main.interrupt();
            });
    assertThrows(InterruptedException.class, () -> wait.on(endless));
    interrupter.join();

    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(1, Hub.current().stats().timers());
  }

  @ParameterizedTest
  @MethodSource("waits")
  void wait_inAGreenletInterruptedByAnother_throws(Wait wait) throws InterruptedException {
    Greenlet<Boolean> waiting =
        spawn(() -> {
          assertThrows(InterruptedException.class, () -> wait.on(endless));
          return Thread.currentThread().isInterrupted();
        });
    yieldNow();
    waiting.thread().interrupt();

    assertFalse(waiting.get());
    assertEquals(1, Hub.current().stats().timers());
  }

  @Test
  void yieldNow_inAnInterruptedGreenlet_keepsTheStatus() throws InterruptedException {
    Greenlet<Boolean> g =
        spawn(() -> {
          Thread.currentThread().interrupt();
          yieldNow();
          return Thread.interrupted();
        });

    assertTrue(g.get());
  }

  @Test
  void interrupt_ofOneGreenlet_isNotSeenByOthers() throws InterruptedException {
    List<String> events = new ArrayList<>();
    Greenlet<?> interrupted =
        spawn(() -> {
          Thread.currentThread().interrupt();
          yieldNow();
          events.add("interrupted: " + Thread.interrupted());
        });
    Greenlet<?> other = spawn(() -> events.add("other: " + Thread.currentThread().isInterrupted()));
    Greenlets.joinAll(interrupted, other);

    assertEquals(List.of("other: false", "interrupted: true"), events);
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void join_withASpentInterruptOfTheTarget_isNotDisturbed() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Greenlet<String> g =
        spawn(() -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            return "ended by interrupt";
          }
          return "never";
        });
    yieldNow();
    g.thread().interrupt();

    assertEquals("ended by interrupt", g.get());
  }

  @Test
  void wait_inMainInterruptedByAGreenletItRuns_throws() throws InterruptedException {
    Thread main = Thread.currentThread();
    Greenlet<?> interrupter =
        spawn(() -> {
          main.interrupt();
          sleep(DAY);
        });

    assertThrows(InterruptedException.class, interrupter::join);
    interrupter.kill();
  }

  @Test
  void wait_inMainInterruptedWhileGreenletsAreBusy_throwsEachTime() throws InterruptedException {
    Thread main = Thread.currentThread();
    boolean[] stop = new boolean[1];
    Greenlet<?> busy =
        spawn(() -> {
          while (!stop[0]) {
            yieldNow();
          }
        });
    for (int i = 0; i < 50; i++) {
      Thread interrupter = Thread.ofPlatform().start(main::interrupt);
      assertThrows(InterruptedException.class, busy::join);
      interrupter.join();
    }
    stop[0] = true;
    busy.join();
  }

  @Test
  void yieldNow_inInterruptedMain_letsOthersRunAndKeepsTheStatus() throws InterruptedException {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      spawn(() -> events.add("ran"));
      Thread.currentThread().interrupt();
      yieldNow();
      assertTrue(Thread.interrupted());
    }

    assertEquals(List.of("ran", "ran"), events);
  }

  @Test
  void switchTo_inInterruptedMain_keepsTheStatus() {
    Greenlet<String> g = Greenlet.of(() -> "value");
    Thread.currentThread().interrupt();

    assertEquals("value", g.switchTo());
    assertTrue(Thread.interrupted());
  }

  @Test
  void switchTo_mainInterruptedMeanwhile_comesBackByASwitchOnlyAndKeepsTheStatus() {
    Greenlet<?> main = Greenlet.current();
    Greenlet<String> g =
        Greenlet.of(() -> {
          main.thread().interrupt();
          yieldNow();
          yieldNow();
          return "value";
        });

    assertEquals("value", g.switchTo());
    assertTrue(Thread.interrupted());
  }
}
