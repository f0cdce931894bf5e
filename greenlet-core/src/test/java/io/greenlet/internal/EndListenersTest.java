package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.EndListeners.Listener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of who is told of an end. */
final class EndListenersTest {
  private final List<String> told = new ArrayList<>();

  private Listener listener(String name) {
    return strand -> told.add(name);
  }

  private static EndListeners listOf(Listener... oldestFirst) {
    EndListeners list = null;
    for (Listener listener : oldestFirst) {
      list = new EndListeners(listener, list);
    }
    return list;
  }

  @Test
  void tell_several_tellsInOrderOfAdding() {
    EndListeners.tell(listOf(listener("a"), listener("b"), listener("c")), null);

    assertEquals(List.of("a", "b", "c"), told);
  }

  @Test
  void tell_nobody_doesNothing() {
    EndListeners.tell(null, null);

    assertEquals(List.of(), told);
  }

  @Test
  void without_oneOfThree_keepsTheOrderOfTheOthers() {
    Listener b = listener("b");
    EndListeners list = listOf(listener("a"), b, listener("c"));
    EndListeners.tell(EndListeners.without(list, b), null);
    assertEquals(List.of("a", "c"), told);
    EndListeners.tell(list, null);

    assertEquals(List.of("a", "c", "a", "b", "c"), told);
  }

  @Test
  void without_addedTwice_takesTheNewest() {
    Listener a = listener("a");
    EndListeners.tell(EndListeners.without(listOf(a, listener("b"), a), a), null);

    assertEquals(List.of("a", "b"), told);
  }

  @Test
  void without_theOnlyOne_isEmpty() {
    Listener a = listener("a");

    assertNull(EndListeners.without(listOf(a), a));
  }

  @Test
  void without_unknown_isTheSameList() {
    EndListeners list = listOf(listener("a"));

    assertSame(list, EndListeners.without(list, listener("b")));
    assertNull(EndListeners.without(null, listener("b")));
  }

  @Test
  void closed_anyList_takesNoMoreButStillFinds() {
    Listener a = listener("a");
    EndListeners list = listOf(a);

    assertFalse(EndListeners.isClosed(null));
    assertFalse(EndListeners.isClosed(list));
    assertTrue(EndListeners.isClosed(EndListeners.closed(list)));
    assertTrue(EndListeners.isClosed(EndListeners.closed(null)));
    assertSame(a, EndListeners.find(EndListeners.closed(list), l -> l == a));
    assertNull(EndListeners.find(list, l -> false));
  }
}
