package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A greenlet inherits from who made it, whoever first names it, switches to it or is refused. */
@ExtendWith(FreshHub.class)
class InheritanceTest {
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

  private final Greenlet<?> main = Greenlet.current();

  @AfterEach
  void removeLocals() {
    INHERITABLE.remove();
  }

  /** As for threads: what was so when it was made, where it was made. */
  @Test
  void inheritable_changedBetweenMakingAndTheFirstSwitch_isThatOfTheMaking() {
    INHERITABLE.set("at making");
    Greenlet<Object> g = Greenlet.of(() -> INHERITABLE.get());
    INHERITABLE.set("later");

    assertEquals("at making", g.switchTo());
  }

  @Test
  void inheritable_firstSwitchByAnotherGreenlet_isThatOfTheMaker() {
    INHERITABLE.set("of the maker");
    Greenlet<Object> g = Greenlet.of(() -> INHERITABLE.get());
    g.setParent(main);
    Greenlet<Object> other =
        Greenlet.of(() -> {
          INHERITABLE.set("of who switched first");
          return g.switchTo();
        });

    assertEquals("of the maker", other.switchTo());
  }

  /** A switch that is refused must change nothing; its message makes the thread over there. */
  @Test
  void inheritable_refusedSwitchOnAnotherThread_isNotTakenFromThere() throws InterruptedException {
    INHERITABLE.set("of the maker");
    Greenlet<Object> g = Greenlet.of(() -> INHERITABLE.get());
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              INHERITABLE.set("of a stranger");
              assertThrows(GreenletError.class, g::switchTo);
            });
    other.join();

    assertEquals("of the maker", g.switchTo());
  }

  @Test
  void inheritable_loggedOnAnotherThread_isNotTakenFromThere() throws InterruptedException {
    INHERITABLE.set("of the maker");
    Greenlet<Object> g = Greenlet.of(() -> INHERITABLE.get());
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              INHERITABLE.set("of a stranger");
              g.toString();
            });
    other.join();

    assertEquals("of the maker", g.switchTo());
  }
}
