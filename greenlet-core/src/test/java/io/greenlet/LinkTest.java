package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Callbacks at the end of a greenlet. */
@ExtendWith(FreshHub.class)
final class LinkTest {
  private final List<String> events = new ArrayList<>();

  private Consumer<Greenlet<String>> recorder(String name) {
    return g -> events.add(name);
  }

  /** Lets the callbacks of an ended greenlet run. */
  private static void settle() {
    yieldNow();
    yieldNow();
  }

  @Test
  void link_several_areCalledInOrderOfLinking() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    for (String name : List.of("a", "b", "c")) {
      assertSame(g, g.link(recorder(name)));
    }
    g.join();
    settle();

    assertEquals(List.of("a", "b", "c"), events);
  }

  @Test
  void link_always_getsTheDeadGreenletInAGreenletOfItsOwn() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    List<Greenlet<?>> runners = new ArrayList<>();
    g.link(dead -> {
      events.add(dead.value() + " " + dead.isDead());
      runners.add(Greenlet.current());
    });
    g.link(dead -> runners.add(Greenlet.current()));
    g.join();
    settle();

    assertEquals(List.of("value true"), events);
    assertNotSame(g, runners.get(0));
    assertNotSame(runners.get(0), runners.get(1));
    assertEquals(Greenlet.current(), runners.get(0).parent());
  }

  @Test
  void link_mayWait() throws InterruptedException {
    VirtualClock.install();
    Greenlet<String> g = spawn(() -> "value");
    g.link(dead -> {
      try {
        sleep(Duration.ofHours(1));
        events.add("slept");
      } catch (InterruptedException e) {
        events.add("interrupted");
      }
    });
    g.link(recorder("not held up"));
    g.join();
    sleep(Duration.ofHours(2));

    assertEquals(List.of("not held up", "slept"), events);
  }

  @Test
  void link_afterTheEnd_isCalledAllTheSame() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    g.join();
    g.link(recorder("first"));
    g.link(recorder("second"));
    assertEquals(List.of(), events);
    settle();

    assertEquals(List.of("first", "second"), events);
  }

  @Test
  void link_duringNotification_isCalledBehindTheOthers() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    g.link(dead -> dead.link(recorder("linked late")));
    g.link(recorder("linked early"));
    g.join();
    settle();

    assertEquals(List.of("linked early", "linked late"), events);
  }

  @Test
  void link_failing_isReportedAndStopsNoOther() throws InterruptedException {
    List<Throwable> reported = new ArrayList<>();
    Hub.current().setErrorHandler((g, t) -> reported.add(t));
    RuntimeException failure = new IllegalStateException("link failed");
    Greenlet<String> g = spawn(() -> "value");
    g.link(recorder("before"));
    g.link(dead -> {
      throw failure;
    });
    g.link(recorder("after"));
    g.join();
    settle();

    assertEquals(List.of("before", "after"), events);
    assertEquals(List.of(failure), reported);
    assertEquals("value", g.value());
  }

  @Test
  void link_ofAFailedGreenlet_isCalledOnce() throws InterruptedException {
    Hub.current().setErrorHandler((g, t) -> events.add("reported"));
    Greenlet<String> g =
        spawn(() -> {
          throw new IllegalStateException("failed");
        });
    g.link(dead -> events.add("link " + dead.exception().getMessage()));
    g.join();
    settle();

    assertEquals(List.of("reported", "link failed"), events);
  }

  @Test
  void link_sameCallbackTwice_isCalledTwice() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    Consumer<Greenlet<String>> callback = recorder("call");
    g.link(callback).link(callback);
    g.join();
    settle();

    assertEquals(List.of("call", "call"), events);
  }

  @Test
  void unlink_sameCallbackLinkedTwice_takesOneBack() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    Consumer<Greenlet<String>> callback = recorder("call");
    g.link(callback).link(recorder("between")).link(callback);
    g.unlink(callback);
    g.join();
    settle();

    assertEquals(List.of("call", "between"), events);
  }

  @Test
  void unlink_beforeTheEnd_isNotCalled() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    Consumer<Greenlet<String>> callback = recorder("taken back");
    g.link(recorder("a")).link(callback).link(recorder("b"));
    g.unlink(callback);
    g.join();
    settle();

    assertEquals(List.of("a", "b"), events);
  }

  @Test
  void unlink_byAnEarlierCallback_isHonoured() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    Consumer<Greenlet<String>> callback = recorder("taken back");
    g.link(dead -> dead.unlink(callback));
    g.link(callback);
    g.link(recorder("last"));
    g.join();
    settle();

    assertEquals(List.of("last"), events);
  }

  @Test
  void unlink_twiceDuringNotificationOfOneLinkedTwice_takesBothBack() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    Consumer<Greenlet<String>> callback = recorder("taken back");
    g.link(dead -> {
      dead.unlink(callback);
      dead.unlink(callback);
    });
    g.link(callback).link(callback);
    g.link(recorder("last"));
    g.join();
    settle();

    assertEquals(List.of("last"), events);
  }

  @Test
  void unlink_ofACallbackLinkedAfterTheEnd_isHonoured() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    g.join();
    Consumer<Greenlet<String>> callback = recorder("taken back");
    g.link(callback).link(recorder("other"));
    g.unlink(callback);
    settle();

    assertEquals(List.of("other"), events);
  }

  @Test
  void unlink_ofWhatWasNeverLinkedOrCalledAlready_doesNothing() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");
    Consumer<Greenlet<String>> callback = recorder("call");
    g.unlink(callback);
    g.link(callback);
    g.join();
    settle();
    g.unlink(callback);
    g.unlink(recorder("unknown"));

    assertEquals(List.of("call"), events);
  }

  @Test
  void link_null_isRefusedAtOnce() throws InterruptedException {
    Greenlet<String> g = spawn(() -> "value");

    assertThrows(NullPointerException.class, () -> g.link(null));
    g.join();
  }
}
