package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Virtual threads that a greenlet starts run on its hub, and may do what greenlets do. */
@ExtendWith(FreshHub.class)
class GuestTest {
  private final List<Object> events = new ArrayList<>();

  /** Runs a body in a virtual thread that a greenlet starts, and answers its result. */
  private static <T> T inGuest(Callable<T> body) throws Exception {
    Greenlet<T> host =
        Greenlets.spawn(() -> {
          FutureTask<T> task = new FutureTask<>(body);
          Thread guest = Thread.ofVirtual().name("guest").start(task);
          guest.join();
          return task.get();
        });
    return Hub.run(host::get);
  }

  @Test
  void current_inAGuest_isAGreenletOfTheSameHub() throws Exception {
    Greenlet<?> main = Greenlet.current();
    Hub here = Hub.current();

    Greenlet<?> guest =
        inGuest(() -> {
          Greenlet<?> self = Greenlet.current();
          assertSame(self, Greenlet.current());
          assertSame(Thread.currentThread(), self.thread());
          assertSame(here, Hub.current());
          return self;
        });

    assertSame(here, guest.hub());
    assertNotSame(main, guest);
    assertNotSame(guest.parent(), main, "its parent is the host");
    assertEquals("guest", guest.name());
    assertTrue(guest.isDead());
  }

  @Test
  void guest_spawnsAndJoins_worksOnTheSameHub() throws Exception {
    assertEquals(
        "made by guest",
        inGuest(() -> {
          Greenlet<String> child =
              Greenlets.spawn(() -> "made by " + Greenlet.current().parent().name());
          return child.get();
        }));
  }

  @Test
  void guest_sleeps_passesTheHubsTime() throws Exception {
    VirtualClock clock = VirtualClock.install();

    Duration slept =
        inGuest(() -> {
          Duration before = clock.elapsed();
          Greenlets.sleep(Duration.ofSeconds(2));
          return clock.elapsed().minus(before);
        });

    assertEquals(Duration.ofSeconds(2), slept);
  }

  @Test
  void guest_yields_letsOthersRun() throws Exception {
    inGuest(() -> {
      Greenlet<?> other = Greenlets.spawn(() -> events.add("other"));
      events.add("guest 1");
      Greenlets.yieldNow();
      events.add("guest 2");
      other.join();
      return null;
    });

    assertEquals(List.of("guest 1", "other", "guest 2"), events);
  }

  @Test
  void guest_switchesToAGreenlet_getsTheValueBack() throws Exception {
    assertEquals(
        List.of("there 1", "there 2", "the end"),
        inGuest(() -> {
          Greenlet<?> self = Greenlet.current();
          Greenlet<Object> g =
              Greenlet.of(first -> {
                Object next = self.switchTo("there " + first);
                self.switchTo("there " + next);
                return "the end";
              });
          return List.of(g.switchTo(1), g.switchTo(2), g.switchTo(3));
        }));
  }

  @Test
  void guest_isSwitchedOut_strayWakeUpsDoNotResumeIt() throws Exception {
    inGuest(() -> {
      Greenlet<?> self = Greenlet.current();
      Thread thread = Thread.currentThread();
      Greenlet<Object> g =
          Greenlet.of(() -> {
            LockSupport.unpark(thread);
            thread.getStackTrace();
            thread.interrupt();
            for (int i = 0; i < 10; i++) {
              Greenlets.yieldNow();
            }
            events.add("before the guest");
            return "value";
          });
      events.add(g.switchTo());
      events.add(Thread.interrupted());
      return self;
    });

    assertEquals(List.of("before the guest", "value", true), events);
  }

  @Test
  void guest_throwsIntoAGreenlet_getsTheFailure() throws Exception {
    RuntimeException failure = new RuntimeException();

    assertSame(
        failure,
        inGuest(() -> {
          Greenlet<Object> g = Greenlet.of(() -> Greenlet.current().parent().switchTo());
          g.switchTo();
          try {
            return g.throwIn(failure);
          } catch (RuntimeException e) {
            return e;
          }
        }));
  }

  /** A guest is a thread of its own: its end gives the hub to whoever is next, not to the host. */
  @Test
  void guest_hostSwitchesToIt_isResumedAndItsEndSwitchesToNobody() throws Exception {
    List<Greenlet<?>> guests = new ArrayList<>();
    Greenlet<?> host =
        Greenlets.spawn(() -> {
          Greenlet<?> self = Greenlet.current();
          Greenlet<Object> next =
              Greenlet.of(() -> {
                Greenlets.yieldNow();
                Greenlets.yieldNow();
                return "from next";
              });
          Thread.startVirtualThread(() -> {
            guests.add(Greenlet.current());
            events.add("guest got " + self.switchTo("from guest"));
          });
          events.add("host got " + next.switchTo());
          events.add("host got " + guests.getFirst().switchTo("from host"));
        });

    host.join();

    assertEquals(
        List.of("host got from guest", "guest got from host", "host got from next"), events);
  }

  @Test
  void executor_ofVirtualThreads_runsItsTasksOnTheHub() throws Exception {
    Hub here = Hub.current();
    Greenlet<?> host =
        Greenlets.spawn(() -> {
          try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
              executor.submit(() -> events.add(Hub.current() == here));
            }
          }
        });

    host.join();

    assertEquals(100, events.size());
    assertFalse(events.contains(false));
  }

  @Test
  void guest_hostEnded_yieldsAndGoesOn() throws InterruptedException {
    Greenlet<?> host =
        Greenlets.spawn(() ->
            Thread.startVirtualThread(() -> {
              events.add("guest 1");
              Thread.yield();
              events.add("guest 2");
            }));
    host.join();
    for (int i = 0; i < 5; i++) {
      Greenlets.yieldNow();
    }

    assertEquals(List.of("guest 1", "guest 2"), events);
  }

  @Test
  void guest_hostEnded_isWokenFromOutside() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    LinkedBlockingQueue<String> result = new LinkedBlockingQueue<>();
    Greenlet<?> host =
        Greenlets.spawn(() ->
            Thread.startVirtualThread(() -> {
              try {
                go.await();
                result.add("woken");
              } catch (InterruptedException e) {
                result.add("interrupted");
              }
            }));
    host.join();
    Greenlets.yieldNow();
    Thread.ofPlatform().start(go::countDown).join();

    assertEquals("woken", Greenlets.spawn(result::take).get());
  }

  @Test
  void join_ofAGuest_returnsAtItsEnd() throws InterruptedException {
    List<Greenlet<?>> guests = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    Greenlet<?> host =
        Greenlets.spawn(() -> {
          Thread guest =
              Thread.startVirtualThread(() -> {
                guests.add(Greenlet.current());
                try {
                  go.await();
                } catch (InterruptedException e) {
                  events.add(e);
                }
              });
          guest.join();
        });
    Greenlets.yieldNow();
    Greenlets.yieldNow();
    Greenlet<?> joiner = Greenlets.spawn(() -> guests.getFirst().join());
    Greenlets.yieldNow();
    go.countDown();
    host.join();

    joiner.join();
    assertTrue(joiner.isSuccessful() && guests.getFirst().isDead());
    assertEquals(List.of(), events);
  }
}
