package io.greenlet;

import static io.greenlet.Greenlets.gather;
import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.waitFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Greenlets of several hubs with carriers, among themselves and with the main greenlet. */
@ExtendWith(FreshHub.class)
final class CrossHubTest {
  private Hub one;
  private Hub two;

  @BeforeEach
  void startHubs() {
    one = Hub.start("one");
    two = Hub.start("two");
  }

  @AfterEach
  void closeHubs() {
    one.close();
    two.close();
  }

  /** One that only a kill can end; returns when it waits. */
  private static Greenlet<Object> waitingForEver(Hub hub) throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    Greenlet<Object> g =
        hub.spawn(() -> {
          waiting.countDown();
          new Semaphore(0).acquire();
          return "never";
        });
    waiting.await();
    return g;
  }

  @Test
  void joinAll_greenletsOfOtherHubs_waitsForAll() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    List<Greenlet<?>> gs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      gs.add(
          (i % 2 == 0 ? one : two)
              .spawn(() -> {
                go.await();
                return null;
              }));
    }
    gs.add(spawn(go::countDown));
    joinAll(gs);

    assertTrue(gs.stream().allMatch(Greenlet::isDead));
  }

  @Test
  void joinAll_inAGreenletOfAnotherHub_waitsForAll() throws InterruptedException {
    Greenlet<Object> there = waitingForEver(two);
    Greenlet<Boolean> joiner =
        one.spawn(() -> {
          joinAll(there);
          return there.isDead();
        });
    there.killLater(new GreenletExit());

    assertTrue(joiner.get());
  }

  @Test
  void waitFor_greenletsOfOtherHubs_areReturnedInTheOrderOfTheirEnds() throws InterruptedException {
    LinkedBlockingQueue<String> first = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<String> second = new LinkedBlockingQueue<>();
    Greenlet<String> late = one.spawn(second::take);
    Greenlet<String> early = two.spawn(first::take);
    early.link(g -> second.add("now"));
    spawn(() -> first.add("now"));

    assertEquals(List.of(early, late), waitFor(List.of(late, early), 2, null));
  }

  @Test
  void gather_failuresOnOtherHubs_throwsTheFirstInTime() throws InterruptedException {
    List<Hub> hubs = List.of(one, two);
    hubs.forEach(hub -> hub.setErrorHandler((g, t) -> {}));
    List<Greenlet<String>> gs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      IOException failure = new IOException("failure " + i);
      Greenlet<String> g =
          hubs.get(i % 2)
              .spawn(() -> {
                throw failure;
              });
      g.join();
      gs.add(g);
    }
    Throwable first =
        assertThrows(GreenletFailedException.class, () -> gather(gs.reversed())).getCause();

    assertSame(gs.getFirst().exception(), first);
  }

  @Test
  void kill_fromAndOfAGreenletOfAnotherHub_works() throws InterruptedException {
    Greenlet<Object> victim = waitingForEver(one);
    Greenlet<Boolean> killer =
        two.spawn(() -> {
          victim.kill();
          return victim.isDead();
        });

    assertTrue(killer.get());
    assertInstanceOf(GreenletExit.class, victim.get());
  }

  @Test
  void killAll_greenletsOfSeveralHubs_killsAll() throws InterruptedException {
    Semaphore semaphore = new Semaphore(0);
    Greenlet<?> here = spawn(() -> semaphore.acquire());
    List<Greenlet<?>> gs = List.of(waitingForEver(one), here, waitingForEver(two), here);
    Greenlets.killAll(gs);

    assertTrue(gs.stream().allMatch(Greenlet::isDead));
    assertTrue(gs.stream().allMatch(Greenlet::isSuccessful));
  }

  @Test
  void joinEachOther_twoPairsOfHubs_endInTurn() throws InterruptedException {
    Greenlet<String> base = one.spawn(() -> "base");
    Greenlet<String> second = two.spawn(() -> base.get() + " second");
    Greenlet<String> third = one.spawn(() -> second.get() + " third");
    Greenlet<String> here = spawn(() -> third.get() + " here");

    assertEquals("base second third here", here.get());
  }
}
