package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other threads and other hubs may do to a greenlet, and what it may ask of them. */
@ExtendWith(FreshHub.class)
final class CrossThreadTest {
  private final List<Thread> threads = new ArrayList<>();

  /** Runs something on a platform thread; the result is to be had from the task. */
  private <T> FutureTask<T> elsewhere(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    threads.add(Thread.ofPlatform().start(task));
    return task;
  }

  @AfterEach
  void joinThreads() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static Greenlet<?> waitingForEver(Hub hub, CountDownLatch waiting) {
    return hub.spawn(() -> {
      waiting.countDown();
      new Semaphore(0).acquire();
      return "never";
    });
  }

  @Test
  void spawn_onAnotherThreadsHub_runsWhereThatThreadWaits() throws Exception {
    Hub hub = Hub.current();
    Thread main = Thread.currentThread();
    CountDownLatch spawned = new CountDownLatch(1);
    LinkedBlockingQueue<Greenlet<String>> handed = new LinkedBlockingQueue<>();
    Greenlet<?> meanwhile =
        spawn(() -> {
          Greenlet<String> g = handed.take();
          g.join();
          return g.get();
        });
    elsewhere(() -> {
      handed.add(hub.spawn(() -> Greenlet.current().hub() + " " + main.isAlive()));
      spawned.countDown();
      return null;
    });

    assertTrue(meanwhile.get().toString().startsWith(hub.toString().split(" \\[")[0]));
    spawned.await();
    assertSame(Greenlet.current(), hub.spawn(() -> Greenlet.current().parent()).get());
  }

  @Test
  void spawn_fromAnotherThread_hasTheHubsMainGreenletAsParent() throws Exception {
    try (Hub hub = Hub.start("theirs")) {
      Greenlet<Greenlet<?>> g = hub.spawn(() -> Greenlet.current().parent());

      assertSame(hub, g.hub());
      assertSame(hub, g.get().hub());
      assertEquals("main greenlet of theirs", g.get().name());
    }
  }

  @Test
  void start_fromAnotherThread_runsOnTheMakersHub() throws Exception {
    Thread main = Thread.currentThread();
    Greenlet<Boolean> g = Greenlet.of(() -> Thread.currentThread().isVirtual() && main.isAlive());
    Greenlet<?> later = Greenlet.of(() -> "late").startLater(Duration.ofDays(1));
    FutureTask<?> starter = elsewhere(g::start);
    Greenlet<?> waiting = spawn(() -> sleep(Duration.ofDays(1)));
    starter.get();

    assertTrue(g.get());
    later.kill();
    waiting.kill();
  }

  @Test
  void join_fromAnotherThread_seesTheResult() throws Exception {
    Greenlet<String> g =
        spawn(() -> {
          yieldNow();
          return "result";
        });
    FutureTask<String> asked = elsewhere(g::get);
    FutureTask<Boolean> timed = elsewhere(() -> g.join(Duration.ofDays(1)));
    g.join();

    assertEquals("result", asked.get());
    assertTrue(timed.get());
  }

  @Test
  void joinWithTimeout_fromAnotherThread_givesUp() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    Greenlet<?> g = waitingForEver(Hub.current(), waiting);
    yieldNow();
    FutureTask<Boolean> asked = elsewhere(() -> g.join(Duration.ofMillis(1)));

    assertFalse(asked.get());
    g.kill();
  }

  @Test
  void kill_fromAnotherThread_waitsForTheEnd() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    Greenlet<?> victim = waitingForEver(Hub.current(), waiting);
    FutureTask<Boolean> killer =
        elsewhere(() -> {
          waiting.await();
          victim.kill();
          return victim.isDead();
        });
    victim.join();

    assertTrue(killer.get());
    assertInstanceOf(GreenletExit.class, victim.value());
  }

  @Test
  void kill_runningFromAnotherThread_isRaisedAtItsNextSwitchPoint() throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    Greenlet<String> victim =
        Greenlet.of(() -> {
          while (!killed.get()) {
            Thread.onSpinWait();
          }
          yieldNow();
          yieldNow();
          return "went on";
        });
    victim.start();
    FutureTask<?> killer =
        elsewhere(() -> {
          victim.killLater(new GreenletExit());
          killed.set(true);
          return null;
        });
    victim.join();
    killer.get();

    assertInstanceOf(GreenletExit.class, ((Greenlet<?>) victim).value());
  }

  @Test
  void kill_notStartedFromAnotherThread_neverRuns() throws Exception {
    List<String> events = new ArrayList<>();
    Greenlet<Boolean> victim = Greenlet.of(() -> events.add("ran"));
    FutureTask<?> killer =
        elsewhere(() -> {
          victim.kill();
          return null;
        });
    victim.join();
    killer.get();
    victim.start();
    yieldNow();

    assertEquals(List.of(), events);
    assertTrue(victim.isSuccessful());
  }

  @Test
  void link_fromAnotherThread_runsOnTheGreenletsHub() throws Exception {
    Greenlet<String> g = spawn(() -> "value");
    LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    FutureTask<?> linker =
        elsewhere(() -> g.link(x -> seen.add(x.value() + " on " + x.hub().stats().name())));
    linker.get();
    g.join();
    Greenlet<String> waiter = spawn(() -> seen.take());

    assertEquals("value on " + Hub.current().stats().name(), waiter.get());
  }

  @Test
  void interrupt_fromAnotherThread_endsAGreenletsWait() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    Greenlet<Object> g =
        spawn(() -> {
          waiting.countDown();
          try {
            sleep(Duration.ofDays(1));
            return "slept";
          } catch (InterruptedException e) {
            return "interrupted, status " + Thread.currentThread().isInterrupted();
          }
        });
    elsewhere(() -> {
      waiting.await();
      g.thread().interrupt();
      return null;
    });

    assertEquals("interrupted, status false", g.get());
    assertEquals(0, Hub.current().stats().timers());
  }
}
