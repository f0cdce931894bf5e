package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A throw into an unstarted greenlet whose parent cannot take it is refused, and changes nothing.
 */
@ExtendWith(FreshHub.class)
class RefusedThrowTest {
  @Test
  void throwIn_unstartedWhoseParentIsBusy_isRefusedAsAWholeOrKeepsTheThrowable()
      throws InterruptedException {
    Greenlet<String> busy = Greenlets.spawn(() -> "busy ended");
    Greenlet<Object> g = Greenlet.of(() -> "ran");
    g.setParent(busy);
    RuntimeException thrown = new RuntimeException("must not get lost");

    GreenletError error = assertThrows(GreenletError.class, () -> g.throwIn(thrown));

    assertTrue(
        !g.isDead()
            || error.getCause() == thrown
            || Arrays.asList(error.getSuppressed()).contains(thrown),
        "dead, and the error says nothing of " + thrown);
    assertEquals("busy ended", busy.get());
  }
}
