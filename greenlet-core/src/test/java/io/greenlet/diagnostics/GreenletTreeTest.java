package io.greenlet.diagnostics;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.sync.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is in the tree, where, and with what; also while the hub goes on, or does not. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class GreenletTreeTest {
  private static final int DEEP = 5_000;

  private final Event end = new Event();

  private void awaitEnd() throws InterruptedException {
    end.await();
  }

  private static List<Greenlet<?>> childrenOf(GreenletTree tree) {
    return tree.children().stream().<Greenlet<?>>map(GreenletTree::greenlet).toList();
  }

  /** Lets all run until all wait. */
  private static void settle() {
    for (int i = 0; i < 10; i++) {
      yieldNow();
    }
  }

  @Test
  void of_aHub_hasEachGreenletBelowWhoSpawnedIt() throws InterruptedException {
    List<Greenlet<?>> inner = new ArrayList<>();
    Greenlet<?> outer =
        spawn(() -> {
          inner.add(spawn(this::awaitEnd));
          inner.add(spawn(this::awaitEnd));
          awaitEnd();
        });
    settle();
    Greenlet<?> fresh = spawn(() -> {});

    GreenletTree root = GreenletTree.of(Hub.current());

    assertSame(Greenlet.current(), root.greenlet());
    assertEquals("running", root.state());
    assertEquals(List.of(outer, fresh), childrenOf(root));
    GreenletTree tree = root.children().getFirst();
    assertEquals(inner, childrenOf(tree));
    assertTrue(tree.state().startsWith("waiting for "), tree::state);
    assertTrue(
        tree.stack().stream().anyMatch(frame -> frame.getMethodName().equals("awaitEnd")),
        tree::toString);
    assertEquals("scheduled", root.children().getLast().state());
    assertEquals(List.of(), root.children().getLast().stack());
    assertEquals(List.of(), tree.spawnStack(), "not asked for");
    end.set();
    joinAll(outer, inner.getFirst(), inner.getLast(), fresh);
    assertEquals(List.of(), GreenletTree.of(Hub.current()).children());
  }

  @Test
  void of_aHubWithAnOrphan_hasItBelowTheDead() throws InterruptedException {
    List<Greenlet<?>> orphan = new ArrayList<>();
    Greenlet<?> dead = spawn(() -> orphan.add(spawn(this::awaitEnd)));
    settle();

    GreenletTree tree = GreenletTree.of(Hub.current()).children().getFirst();

    assertSame(dead, tree.greenlet());
    assertEquals("dead", tree.state());
    assertEquals(orphan, childrenOf(tree));
    end.set();
    joinAll(orphan);
  }

  @Test
  void state_inACallOfTheJdk_namesTheObjectThatItWaitsOn() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    Greenlet<?> waiting = spawn(() -> latch.await());
    settle();

    String state = GreenletTree.of(Hub.current()).children().getFirst().state();

    assertTrue(
        state.startsWith("waiting in a JDK call on java.util.concurrent.CountDownLatch$Sync@"),
        state);
    latch.countDown();
    joinAll(waiting);
  }

  @Test
  void toString_ofManyInOnePlace_hasThemTogether() throws InterruptedException {
    List<Greenlet<?>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(spawn(this::awaitEnd));
    }
    settle();
    Greenlet<?> other = spawn(this::awaitEnd);

    String text = GreenletTree.of(Hub.current()).toString();

    assertTrue(text.contains(all.getFirst().name() + " and 39 like it: waiting for"), text);
    assertTrue(text.contains(other.name() + ": scheduled"), text);
    assertEquals(1, text.split("awaitEnd", -1).length - 1, text);
    end.set();
    joinAll(all);
    joinAll(other);
  }

  @Test
  void toString_ofALongLineOfSpawns_isWritten() throws InterruptedException {
    List<Greenlet<?>> line = new ArrayList<>();
    line.add(spawn(() -> spawnNext(line)));
    while (line.size() < DEEP) {
      yieldNow();
    }

    String text = GreenletTree.of(Hub.current()).toString();

    assertTrue(text.contains(line.getLast().name()));
    end.set();
    joinAll(line);
  }

  private void spawnNext(List<Greenlet<?>> line) throws InterruptedException {
    if (line.size() < DEEP) {
      line.add(spawn(() -> spawnNext(line)));
    }
    awaitEnd();
  }

  // -- from other threads

  @Test
  void of_aHubThatIsBlocked_hasAllOfItAllTheSame() throws InterruptedException {
    try (Spinner spinner = new Spinner()) {
      Greenlet<?> starving = spinner.hub().spawn(() -> null);

      GreenletTree root = GreenletTree.of(spinner.hub());

      assertEquals(List.of(spinner.greenlet()), childrenOf(root), "the hub knows no other yet");
      assertEquals("running", root.children().getFirst().state());
      assertFalse(starving.isStarted() && starving.isDead());
      spinner.free();
    }
  }

  /** Each look suspends the greenlets for a moment; none may get lost by that. */
  @Test
  void forest_whileGreenletsSpawnAndEnd_disturbsNone() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    try (Hub hub = Hub.start("busy")) {
      Greenlet<Integer> counting = hub.spawn(() -> countBySpawning());
      Thread looking =
          Thread.ofPlatform()
              .start(() -> {
                while (!over.get()) {
                  GreenletTree.forest();
                }
              });
      assertEquals(2_000, counting.get());
      over.set(true);
      looking.join();
    }
  }

  private static int countBySpawning() throws InterruptedException {
    int count = 0;
    Greenlet<?> partner = Greenlet.of(GreenletTreeTest::answerAll);
    partner.switchTo();
    for (int i = 0; i < 1_000; i++) {
      Greenlet<Integer> added =
          spawn(() -> {
            yieldNow();
            return 1;
          });
      count += added.get();
      count += (Integer) partner.switchTo(1);
    }
    partner.kill();
    return count;
  }

  private static Object answerAll() {
    Object value = null;
    while (true) {
      value = Greenlet.current().parent().switchTo(value);
    }
  }
}
