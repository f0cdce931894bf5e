package io.greenlet.pool;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.GreenletExit;
import io.greenlet.GreenletFailedException;
import io.greenlet.Hub;
import io.greenlet.internal.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** imap and imapUnordered: order, what runs ahead, failures, and leaving early. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class ResultsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final List<Integer> started = new ArrayList<>();
  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
    Hub.current().setErrorHandler((g, t) -> {});
  }

  /** Takes as many seconds as its input says. */
  private int work(int input) throws InterruptedException {
    started.add(input);
    sleep(SECOND.multipliedBy(input));
    return input;
  }

  private static Iterable<Integer> endless() {
    return () -> IntStream.iterate(1, i -> i).iterator();
  }

  private static <T> List<T> all(Results<T> results) {
    List<T> all = new ArrayList<>();
    for (T result : results) {
      all.add(result);
    }
    return all;
  }

  @Test
  void imap_membersEndInAnyOrder_givesTheOrderOfTheInputs() {
    assertEquals(List.of(3, 1, 2), all(new Group().imap(this::work, List.of(3, 1, 2))));
    assertEquals(SECOND.multipliedBy(3), clock.elapsed());
  }

  @Test
  void imapUnordered_membersEndInAnyOrder_givesThemAsTheyEnd() {
    assertEquals(List.of(1, 2, 3), all(new Group().imapUnordered(this::work, List.of(3, 1, 2))));
  }

  @Test
  void imap_ofNoInputsAndOfNullResults_works() {
    Group group = new Group();

    assertFalse(group.imap(this::work, List.<Integer>of()).hasNext());
    assertEquals(Arrays.asList(null, null), all(group.imapUnordered(input -> null, List.of(1, 2))));
    Results<Integer> results = group.imap(this::work, List.of(1));
    assertEquals(1, results.next());
    assertThrows(NoSuchElementException.class, results::next);
    assertThrows(NoSuchElementException.class, results::next);
  }

  @Test
  void imap_notTaken_runsAllInputsAsThereArePlaces() throws InterruptedException {
    Pool pool = new Pool(2);

    Results<Integer> results = pool.imap(this::work, List.of(1, 1, 1, 1, 1));
    sleep(SECOND.multipliedBy(10));

    assertEquals(5, started.size());
    assertEquals(5, all(results).size());
  }

  @Test
  void imap_withABound_runsNoFurtherAheadOfTheTaker() throws InterruptedException {
    Pool pool = new Pool(10);
    try (Results<Integer> results = pool.imap(this::work, endless(), 3)) {
      sleep(SECOND.multipliedBy(10));
      assertEquals(3, started.size());

      for (int taken = 1; taken <= 5; taken++) {
        results.next();
        sleep(SECOND.multipliedBy(10));
        assertEquals(3 + taken, started.size());
      }
    }
    pool.join();
    assertEquals(8, started.size());
  }

  @Test
  void imapUnordered_withABoundInAGroup_takesEndlessInputs() throws InterruptedException {
    Group group = new Group();
    try (Results<Integer> results = group.imapUnordered(this::work, endless(), 2)) {
      for (int taken = 0; taken < 10; taken++) {
        assertEquals(1, results.next());
      }
    }
    group.join();

    assertTrue(started.size() <= 12, started::toString);
    assertEquals(SECOND.multipliedBy(5), clock.elapsed());
  }

  @Test
  void imap_withABoundBelowOne_isRefused() {
    Group group = new Group();

    assertThrows(IllegalArgumentException.class, () -> group.imap(this::work, endless(), 0));
    assertThrows(
        IllegalArgumentException.class, () -> group.imapUnordered(this::work, endless(), -1));
  }

  @Test
  void next_ofAFailedInput_throwsAndTheOthersCanStillBeTaken() {
    IOException failure = new IOException("broken");
    Results<Integer> results =
        new Pool(2)
            .imap(
                input -> {
                  if (input == 2) {
                    throw failure;
                  }
                  return input;
                },
                List.of(1, 2, 3));

    assertEquals(1, results.next());
    assertTrue(results.hasNext());
    assertSame(failure, assertThrows(GreenletFailedException.class, results::next).getCause());
    assertEquals(3, results.next());
    assertFalse(results.hasNext());
  }

  @Test
  void next_inputsThatFail_raisesThatAfterTheResultsBeforeIt() {
    IllegalStateException failure = new IllegalStateException("bad input");
    Iterable<Integer> inputs =
        () ->
            IntStream.rangeClosed(1, 3)
                .map(i -> {
                  if (i == 3) {
                    throw failure;
                  }
                  return i;
                })
                .iterator();
    Results<Integer> results = new Group().imapUnordered(this::work, inputs);

    assertEquals(1, results.next());
    assertEquals(2, results.next());
    assertSame(failure, assertThrows(IllegalStateException.class, results::next));
    assertFalse(results.hasNext());
  }

  @Test
  void next_ofAKilledMember_saysSo() throws InterruptedException {
    Group group = new Group();
    Results<Integer> results = group.imap(this::work, List.of(5));
    sleep(SECOND);
    group.members().getFirst().kill();

    assertInstanceOf(
        GreenletExit.class, assertThrows(GreenletFailedException.class, results::next).getCause());
    assertFalse(results.hasNext());
  }

  @Test
  void kill_ofTheGroup_endsTheFeedingAndTellsTheTaker() throws InterruptedException {
    Pool pool = new Pool(1);
    Results<Integer> results = pool.imapUnordered(this::work, endless());
    Greenlet<List<Integer>> taker =
        spawn(() -> {
          List<Integer> taken = new ArrayList<>();
          assertThrows(GreenletFailedException.class, () -> results.forEachRemaining(taken::add));
          assertThrows(GreenletFailedException.class, results::hasNext);
          assertFalse(results.hasNext());
          return taken;
        });
    sleep(SECOND.multipliedBy(3).plusMillis(1));

    pool.kill();

    assertEquals(List.of(1, 1, 1), taker.get());
    assertEquals(4, started.size());
    assertEquals(1, pool.freeCount());
  }

  @Test
  void close_early_stopsTheFeedingAndLeavesNothing() throws InterruptedException {
    Pool pool = new Pool(1);
    Results<Integer> results = pool.imap(this::work, endless(), 2);
    results.next();

    results.close();
    results.close();
    pool.join();

    assertFalse(results.hasNext());
    yieldNow();
    assertEquals(0, Hub.current().stats().alive());
  }

  @Test
  void hasNext_interrupted_endsByAnErrorAndCanBeAskedAgain() throws InterruptedException {
    Results<Integer> results = new Group().imap(this::work, List.of(2));
    Greenlet<Void> taker =
        spawn(() -> {
          assertThrows(IllegalStateException.class, results::next);
          assertTrue(Thread.interrupted());
          assertEquals(2, results.next());
        });
    sleep(SECOND);

    taker.thread().interrupt();

    taker.get();
  }

  @Test
  void groupClose_withFeedersThatNobodyTakesFrom_endsThem() throws InterruptedException {
    try (Group group = new Group()) {
      Results<Integer> dropped = group.imap(this::work, endless(), 1);
      assertTrue(dropped.hasNext());
    }
    yieldNow();

    assertEquals(0, Hub.current().stats().alive());
  }
}
