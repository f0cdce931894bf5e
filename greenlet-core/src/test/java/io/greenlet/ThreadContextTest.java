package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What belongs to a thread belongs to a greenlet. */
@ExtendWith(FreshHub.class)
class ThreadContextTest {
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

  private final List<Object> events = new ArrayList<>();
  private final Greenlet<?> main = Greenlet.current();

  @AfterEach
  void removeLocals() {
    LOCAL.remove();
    INHERITABLE.remove();
  }

  @Test
  void threadLocal_inTwoGreenlets_isItsOwnAcrossSwitches() {
    LOCAL.set("of main");
    List<Greenlet<Object>> pair = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      pair.add(
          Greenlet.of(() -> {
            events.add(LOCAL.get());
            LOCAL.set(name);
            main.switchTo();
            return LOCAL.get();
          }));
    }
    pair.forEach(Greenlet::switchTo);

    assertEquals("a", pair.get(0).switchTo());
    assertEquals("b", pair.get(1).switchTo());
    assertEquals("of main", LOCAL.get());
    events.removeIf(seen -> seen == null);
    assertEquals(List.of(), events, "a greenlet starts without");
  }

  @Test
  void inheritableThreadLocal_ofTheMaker_isInherited() {
    INHERITABLE.set("inherited");
    Greenlet<Object> g =
        Greenlet.of(() -> {
          String seen = INHERITABLE.get();
          INHERITABLE.set("changed in the child");
          return seen;
        });

    assertEquals("inherited", g.switchTo());
    assertEquals("inherited", INHERITABLE.get());
  }

  @Test
  void inheritableThreadLocal_changedAfterSpawn_isThatOfTheSpawn() throws InterruptedException {
    INHERITABLE.set("at spawn");
    Greenlet<String> g = Greenlets.spawn(() -> INHERITABLE.get());
    INHERITABLE.set("later");

    assertEquals("at spawn", g.get());
  }

  @Test
  void contextClassLoader_ofTheMaker_isInherited() throws Exception {
    Thread plain = Thread.currentThread();
    ClassLoader before = plain.getContextClassLoader();
    try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
      plain.setContextClassLoader(own);
      Greenlet<ClassLoader> spawned =
          Greenlets.spawn(() -> Thread.currentThread().getContextClassLoader());
      Greenlet<Object> made = Greenlet.of(() -> Thread.currentThread().getContextClassLoader());
      assertSame(own, made.switchTo());
      plain.setContextClassLoader(before);
      assertSame(own, spawned.get());
    } finally {
      plain.setContextClassLoader(before);
    }
  }

  @Test
  void currentThread_inAGreenlet_isItsVirtualThread() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          Thread before = Thread.currentThread();
          main.switchTo();
          assertSame(before, Thread.currentThread());
          return before;
        });
    g.switchTo();

    Thread seen = (Thread) g.switchTo();

    assertSame(g.thread(), seen);
    assertTrue(seen.isVirtual());
    assertNotSame(Thread.currentThread(), seen);
    assertSame(Thread.currentThread(), main.thread());
  }

  @Test
  void thread_ofASwitchedOutGreenlet_showsItsStack() {
    Greenlet<Object> g = Greenlet.of(this::leaveHere);
    g.switchTo();

    assertTrue(
        List.of(g.thread().getStackTrace()).stream()
            .anyMatch(frame -> frame.getMethodName().equals("leaveHere")));
    assertTrue(g.thread().isAlive());
    g.switchTo();
    assertFalse(g.thread().isAlive());
  }

  private Object leaveHere() {
    return main.switchTo();
  }

  // -- scoped values

  private static Callable<String> readScoped() {
    return () -> SCOPED.orElse("not bound");
  }

  @Test
  void scopedValue_boundInTheMaker_isNotBoundByDefault() throws InterruptedException {
    ScopedValue.where(SCOPED, "bound")
        .run(() -> {
          events.add(Greenlets.spawn(readScoped()));
          events.add(Greenlet.of(readScoped()).switchTo());
        });

    assertEquals("not bound", ((Greenlet<?>) events.getFirst()).get());
    assertEquals("not bound", events.get(1));
  }

  @Test
  void inheritScopedValues_beforeStart_bindsWhatIsBoundHere() throws InterruptedException {
    Greenlet<String> g = Greenlet.of(readScoped());
    ScopedValue.where(SCOPED, "bound").run(g::inheritScopedValues);

    g.start();

    assertEquals("bound", g.get());
    assertFalse(SCOPED.isBound());
  }

  @Test
  void inheritScopedValues_explicitSwitches_stayBoundInThatGreenletOnly() {
    Greenlet<Object> g =
        Greenlet.of(() -> {
          events.add(SCOPED.get());
          events.add(main.switchTo(SCOPED.get()));
          return SCOPED.get();
        });
    ScopedValue.where(SCOPED, "captured").run(g::inheritScopedValues);

    ScopedValue.where(SCOPED, "of main")
        .run(() -> {
          events.add(g.switchTo());
          events.add(SCOPED.get());
        });

    assertEquals("captured", g.switchTo("resumed outside"));
    assertFalse(SCOPED.isBound());
    assertEquals(List.of("captured", "captured", "of main", "resumed outside"), events);
  }

  @Test
  void inheritScopedValues_nothingBound_bindsNothing() {
    Greenlet<String> g = Greenlet.of(readScoped());

    assertSame(g, g.inheritScopedValues());

    assertEquals("not bound", g.switchTo());
  }

  @Test
  void inheritScopedValues_afterStart_isRefused() throws InterruptedException {
    Greenlet<Object> suspended = Greenlet.of(() -> main.switchTo());
    suspended.switchTo();
    Greenlet<?> dead = Greenlet.of(() -> null);
    dead.switchTo();
    Greenlet<?> scheduled = Greenlets.spawn(() -> null);

    for (Greenlet<?> g : List.of(suspended, dead, scheduled)) {
      GreenletError error = assertThrows(GreenletError.class, g::inheritScopedValues);
      assertTrue(error.getMessage().contains("before its start"), error.getMessage());
    }
    assertNull(suspended.switchTo());
    scheduled.join();
  }
}
