package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many greenlets that wait for each other, and stacks that are deep. */
@ExtendWith(FreshHub.class)
class DepthTest {
  private static final int MANY = 100_000;
  private static final int FRAMES = 10_000;
  private static final int SMALL = 256 << 10;
  private static final int BIG = 64 << 20;

  private final Greenlet<?> main = Greenlet.current();

  /** Each waits for a value and passes it on, one more, to who made it: greenlet's chain.py. */
  @Test
  void chain_ofManySwitches_countsThemWithoutOverflow() {
    Greenlet<?> last = main;
    List<Greenlet<?>> links = new ArrayList<>(MANY);
    for (int i = 0; i < MANY; i++) {
      Greenlet<?> next = last;
      Greenlet<Object> link = Greenlet.of(first -> next.switchTo((Integer) first + 1));
      links.add(link);
      last = link;
    }

    assertEquals(MANY, last.switchTo(0));

    assertEquals(MANY, Hub.current().stats().alive(), "all of them wait");
    links.forEach(link -> assertEquals("end", link.switchTo("end")));
    assertTrue(links.stream().allMatch(Greenlet::isDead));
  }

  @Test
  void chain_ofManyUnstartedParents_isStartedFromTheInsideOut() {
    Greenlet<Object> innermost = Greenlet.of(first -> (Integer) first + 1);
    Greenlet<Object> last = innermost;
    for (int i = 1; i < MANY; i++) {
      Greenlet<Object> parent = Greenlet.of(first -> (Integer) first + 1);
      last.setParent(parent);
      last = parent;
    }

    assertEquals(MANY, innermost.switchTo(0));
  }

  @Test
  void switchTo_manyDeadAncestors_areWalkedWithoutOverflow() {
    Greenlet<Object> innermost = Greenlet.of(() -> null);
    innermost.switchTo();
    Greenlet<Object> last = innermost;
    for (int i = 1; i < MANY; i++) {
      Greenlet<Object> parent = Greenlet.of(() -> null);
      parent.switchTo();
      last.setParent(parent);
      last = parent;
    }

    assertEquals("through all", innermost.switchTo("through all"));
  }

  @Test
  void throwIn_manyUnstartedParents_isTheSameObjectForAll() {
    Greenlet<Object> innermost = Greenlet.of(() -> null);
    Greenlet<Object> last = innermost;
    for (int i = 1; i < MANY; i++) {
      Greenlet<Object> parent = Greenlet.of(() -> null);
      last.setParent(parent);
      last = parent;
    }
    Exception failure = new Exception();

    assertSame(failure, assertThrows(Exception.class, () -> innermost.throwIn(failure)));
    assertSame(failure, last.exception());
  }

  private static int descend(int frames, Greenlet<?> back) {
    return frames == 0 ? (Integer) back.switchTo() : descend(frames - 1, back) + 1;
  }

  /**
   * A mounted greenlet uses the stack of its carrier, and so does the JDK when it takes a deep one
   * off for the first time: with the usual 1 MB so many frames do not switch.
   */
  private static void onStack(int bytes, Runnable body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body, null);
    Thread thread = new Thread(null, task, "with a stack of " + bytes, bytes);
    thread.start();
    thread.join();
    task.get();
  }

  @Test
  void switchTo_deepStack_resumesAtItsBottom() throws Exception {
    onStack(
        BIG,
        () -> {
          Greenlet<?> back = Greenlet.current();
          Greenlet<Integer> deep = Greenlet.of(() -> descend(FRAMES, back));
          deep.switchTo();

          assertEquals(FRAMES + 7, deep.switchTo(7));
        });
  }

  @Test
  void switchTo_severalDeepStacks_doNotDisturbEachOther() throws Exception {
    onStack(
        BIG,
        () -> {
          Greenlet<?> back = Greenlet.current();
          List<Greenlet<Integer>> all = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            int frames = FRAMES + i;
            Greenlet<Integer> deep = Greenlet.of(() -> descend(frames, back));
            deep.switchTo();
            all.add(deep);
          }

          for (int i = 9; i >= 0; i--) {
            assertEquals(FRAMES + i + 100 * i, all.get(i).switchTo(100 * i));
          }
        });
  }

  @Test
  void switchTo_mainDeepInItsStack_resumesThere() throws Exception {
    onStack(
        BIG,
        () -> {
          Greenlet<?> echo = Greenlet.of(() -> 7);

          assertEquals(FRAMES + 7, descend(FRAMES, echo));
        });
  }

  /**
   * Where no stack is left for a switch there is none, be it half done; one frame up, and so on.
   */
  private static Object atTheLimit(Greenlet<?> partner) {
    try {
      return atTheLimit(partner);
    } catch (StackOverflowError e) {
      return partner.switchTo("asked");
    }
  }

  @Test
  void switchTo_noStackLeft_hasNotHappened() throws Exception {
    List<Object> events = new ArrayList<>();
    onStack(
        SMALL,
        () -> {
          Greenlet<Object> deep =
              Greenlet.of(() -> {
                Greenlet<?> self = Greenlet.current();
                Greenlet<Object> partner =
                    Greenlet.of(first -> {
                      events.add(first);
                      events.add(self.switchTo());
                      return "answer";
                    });
                partner.switchTo("hello");
                events.add(atTheLimit(partner));
                Greenlets.yieldNow();
                return "end";
              });
          events.add(deep.switchTo());
        });

    assertEquals(List.of("hello", "asked", "answer", "end"), events);
  }

  /** The nested generators of greenlet's test suite: values cross call levels. */
  @Test
  void switchTo_fromEachLevelOfARecursion_deliversInOrder() {
    List<Object> seen = new ArrayList<>();
    Greenlet<Object> permutations =
        Greenlet.of(() -> {
          permute("abc", "");
          return null;
        });
    for (Object next = permutations.switchTo();
        !permutations.isDead();
        next = permutations.switchTo()) {
      seen.add(next);
    }

    assertEquals(List.of("abc", "acb", "bac", "bca", "cab", "cba"), seen);
  }

  private void permute(String rest, String done) {
    if (rest.isEmpty()) {
      main.switchTo(done);
    }
    for (int i = 0; i < rest.length(); i++) {
      permute(rest.substring(0, i) + rest.substring(i + 1), done + rest.charAt(i));
    }
  }
}
