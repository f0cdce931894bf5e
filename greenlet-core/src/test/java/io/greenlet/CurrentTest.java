package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** Who is current where, and how greenlets present themselves. */
@ExtendWith(FreshHub.class)
class CurrentTest {
  private final List<Object> events = new ArrayList<>();

  @Test
  void current_onAPlainThread_isItsMainGreenlet() {
    Greenlet<?> main = Greenlet.current();

    assertSame(main, Greenlet.current());
    assertNull(main.parent());
    assertSame(Thread.currentThread(), main.thread());
    assertTrue(main.isStarted());
    assertFalse(main.isDead());
    assertEquals("main greenlet of " + Thread.currentThread().getName(), main.name());
  }

  @Test
  void current_inAGreenlet_isThatGreenletAcrossSwitches() {
    Greenlet<?> main = Greenlet.current();
    Greenlet<Object> g =
        Greenlet.of(() -> {
          events.add(Greenlet.current());
          main.switchTo();
          events.add(Greenlet.current());
          return null;
        });

    g.switchTo();
    assertSame(main, Greenlet.current());
    g.switchTo();

    assertEquals(List.of(g, g), events);
  }

  @Test
  void current_inSpawnedGreenlets_isEachOne() throws InterruptedException {
    Greenlet<Greenlet<?>> a = Greenlets.spawn(() -> Greenlet.current());
    Greenlet<Greenlet<?>> b = Greenlets.spawn(() -> Greenlet.current());

    assertSame(a, a.get());
    assertSame(b, b.get());
  }

  @Test
  void current_inALinkAndAnExecutedTask_isAGreenletOfItsOwn() throws InterruptedException {
    Greenlet<?> g = Greenlets.spawn(() -> null);
    LinkedBlockingQueue<Greenlet<?>> seen = new LinkedBlockingQueue<>();
    g.link(done -> seen.add(Greenlet.current()));
    Hub.current().execute(() -> seen.add(Greenlet.current()));
    g.join();
    for (int i = 0; i < 3; i++) {
      Greenlets.yieldNow();
    }

    assertEquals(2, seen.size());
    for (Greenlet<?> other : seen) {
      assertNotSame(g, other);
      assertNotSame(Greenlet.current(), other);
      assertNotNull(other.parent());
    }
  }

  @Test
  void current_inAVirtualThreadWithoutHub_isRefused() throws InterruptedException {
    Greenlet<?> foreign = Greenlet.of(() -> null);
    LinkedBlockingQueue<Throwable> refused = new LinkedBlockingQueue<>();
    List<Executable> uses =
        List.of(
            Greenlet::current,
            Hub::current,
            () -> Greenlet.of(() -> null),
            () -> Greenlets.spawn(() -> null),
            foreign::switchTo,
            Greenlets::yieldNow);
    Thread plainVirtual =
        Thread.ofVirtual()
            .name("no hub here")
            .start(() -> uses.forEach(use -> refused.add(refusal(use))));

    plainVirtual.join();

    assertEquals(uses.size(), refused.size());
    for (Throwable error : refused) {
      String message = error.getMessage();
      assertTrue(error instanceof GreenletError, error::toString);
      assertTrue(message.contains("no hub here"), message);
      assertTrue(message.contains("Hub.start(name)"), message);
    }
  }

  private static Throwable refusal(Executable use) {
    return assertThrows(Throwable.class, use);
  }

  // -- how they present themselves

  @Test
  void toString_inEachState_namesIt() throws InterruptedException {
    Greenlet<?> main = Greenlet.current();
    String hub = ", hub " + Hub.current().stats().name() + "]";
    Greenlet<Object> g = Greenlet.of(() -> main.switchTo(Greenlet.current().toString()));
    String name = g.name();

    assertEquals(name + " [not started" + hub, g.toString());
    assertEquals(name + " [running" + hub, g.switchTo());
    assertEquals(name + " [switched out" + hub, g.toString());
    g.switchTo();
    assertEquals(name + " [dead" + hub, g.toString());
    Greenlet<?> spawned = Greenlets.spawn(() -> null);
    assertEquals(spawned.name() + " [scheduled" + hub, spawned.toString());
    assertEquals(main.name() + " [running" + hub, main.toString());
    spawned.join();
  }

  @Test
  void isStarted_throughALife_isTrueFromTheFirstSwitchToTheEnd() {
    Greenlet<?> main = Greenlet.current();
    Greenlet<Object> g = Greenlet.of(() -> main.switchTo(Greenlet.current().isStarted()));

    assertFalse(g.isStarted() || g.isDead());
    assertEquals(true, g.switchTo());
    assertTrue(g.isStarted() && !g.isDead());
    g.switchTo();
    assertTrue(!g.isStarted() && g.isDead());
  }

  @Test
  void name_ofTwo_isDifferentAndStays() {
    Greenlet<?> a = Greenlet.of(() -> null);
    Greenlet<?> b = Greenlet.of(() -> null);

    assertEquals(a.name(), a.name());
    assertFalse(a.name().equals(b.name()));
    assertTrue(a.name().matches("Greenlet-\\d+"), a.name());
  }
}
