package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Where the JDK cannot take a stack off its thread there is no switch. Each test has initializers
 * of its own, because a class is initialized once.
 */
@ExtendWith(FreshHub.class)
class PinnedSwitchTest {
  private static final List<Object> EVENTS = new ArrayList<>();

  private final Greenlet<?> main = Greenlet.current();

  /** Runs an action in the initializer of the class that calls this. */
  private static int initialize(Callable<?> action) {
    try {
      EVENTS.add(action.call());
    } catch (Exception e) {
      EVENTS.add(e);
    }
    return 1;
  }

  private static Callable<?> inInitializer;

  private static final class SwitchesOut {
    static final int DONE = initialize(inInitializer);
  }

  private static final class Throws {
    static final int DONE = initialize(inInitializer);
  }

  private static final class OfMain {
    static final int DONE = initialize(inInitializer);
  }

  @Test
  void switchTo_inAClassInitializer_isRefusedSayingWhy() {
    EVENTS.clear();
    Greenlet<Object> target = Greenlet.of(() -> main.switchTo("target waits"));
    target.switchTo();
    inInitializer = () -> target.switchTo("must not arrive");
    Greenlet<Integer> g = Greenlet.of(() -> SwitchesOut.DONE);

    assertEquals(1, g.switchTo(), "the initializer goes on, and so does the body");

    GreenletError error = (GreenletError) EVENTS.getFirst();
    String message = error.getMessage();
    assertTrue(message.startsWith("cannot switch from " + g.name() + " to " + target.name()));
    assertTrue(message.contains("a class initializer or a native method is on the stack"), message);
    assertTrue(message.contains("switch after it has returned"), message);
    assertEquals(1, EVENTS.size());
    assertEquals("unharmed", target.switchTo("unharmed"));
  }

  @Test
  void throwIn_inAClassInitializer_isRefusedAndTheTargetUnharmed() {
    EVENTS.clear();
    Greenlet<Object> target = Greenlet.of(() -> main.switchTo("target waits"));
    target.switchTo();
    inInitializer = () -> target.throwIn(new RuntimeException("must not arrive"));
    Greenlet<Integer> g =
        Greenlet.of(() -> {
          int done = Throws.DONE;
          return done + (Integer) main.switchTo("switches again");
        });

    assertEquals("switches again", g.switchTo());
    assertTrue(EVENTS.getFirst() instanceof GreenletError);
    assertEquals(3, g.switchTo(2));
    assertEquals("unharmed", target.switchTo("unharmed"));
  }

  /** The plain thread's stack stays where it is, so its initializers may switch. */
  @Test
  void switchTo_inAClassInitializerOfMain_works() {
    EVENTS.clear();
    inInitializer = () -> Greenlet.of(first -> first).switchTo("there and back");

    assertEquals(1, OfMain.DONE);
    assertEquals(List.of("there and back"), EVENTS);
  }

  private static final class Unstarted {
    static final int DONE = initialize(inInitializer);
  }

  /** Refused as the first switch of the target: it must not count as started. */
  @Test
  void switchTo_unstartedFromAClassInitializer_leavesItAbleToStart() {
    EVENTS.clear();
    Greenlet<Object> target = Greenlet.of(first -> first);
    inInitializer = () -> target.switchTo("must not arrive");
    Greenlet<Integer> g = Greenlet.of(() -> Unstarted.DONE);

    assertEquals(1, g.switchTo());

    assertTrue(EVENTS.getFirst() instanceof GreenletError);
    Object value = new Object();
    assertSame(value, target.switchTo(value));
    assertThrows(GreenletError.class, () -> main.setParent(target));
  }
}
