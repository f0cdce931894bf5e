package io.greenlet.pool;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.GreenletExit;
import io.greenlet.GreenletFailedException;
import io.greenlet.Hub;
import io.greenlet.internal.VirtualClock;
import io.greenlet.pool.Group.OnFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members that are waited for, killed and fail together. */
@ExtendWith(FreshHub.class)
@Timeout(60)
final class GroupTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final List<String> log = new ArrayList<>();
  private final List<Throwable> reported = new ArrayList<>();
  private VirtualClock clock;

  @BeforeEach
  void makeTimeVirtual() {
    clock = VirtualClock.install();
    Hub.current().setErrorHandler((g, t) -> reported.add(t));
  }

  /** Sleeps and logs; logs a kill, too. */
  private Greenlet<Void> sleeper(Group group, int seconds, String name) {
    return group.spawn(() -> {
      try {
        sleep(SECOND.multipliedBy(seconds));
        log.add(name);
      } catch (GreenletExit e) {
        log.add(name + " killed");
        throw e;
      }
    });
  }

  private static Greenlet<Void> failing(Group group, int seconds, Exception failure) {
    return group.spawn(() -> {
      sleep(SECOND.multipliedBy(seconds));
      throw failure;
    });
  }

  @Test
  void close_byTryWithResources_waitsForAllMembers() {
    Group group = new Group();
    try (group) {
      sleeper(group, 2, "b");
      sleeper(group, 1, "a");
      assertEquals(2, group.count());
    }

    assertEquals(List.of("a", "b"), log);
    assertEquals(0, group.count());
    GreenletError refused = assertThrows(GreenletError.class, () -> sleeper(group, 1, "c"));
    assertTrue(refused.getMessage().contains("is closed"), refused::getMessage);
    assertThrows(GreenletError.class, () -> group.map(x -> x, List.of(1)));
  }

  @Test
  void join_withMembersThatSpawnMembers_waitsForThoseToo() throws InterruptedException {
    Group group = new Group();
    group.spawn(() -> {
      sleep(SECOND);
      sleeper(group, 3, "child");
    });

    assertFalse(group.join(SECOND.multipliedBy(2)));
    group.join();

    assertEquals(List.of("child"), log);
    assertEquals(SECOND.multipliedBy(4), clock.elapsed());
    assertTrue(group.join(Duration.ZERO));
  }

  @Test
  void join_memberFailsAndOthersAreKept_doesNotThrow() throws InterruptedException {
    Group group = new Group();
    IOException failure = new IOException("broken");
    failing(group, 1, failure);
    sleeper(group, 2, "other");

    group.join();

    assertEquals(List.of("other"), log);
    assertEquals(List.of(failure), reported);
  }

  @Test
  void join_memberFailsAndOthersAreKilled_throwsWhenAllHaveEnded() {
    Group group = new Group(OnFailure.KILL_OTHERS);
    IOException failure = new IOException("broken");
    sleeper(group, 9, "other");
    failing(group, 1, failure);

    GreenletFailedException thrown = assertThrows(GreenletFailedException.class, group::join);

    assertSame(failure, thrown.getCause());
    assertEquals(List.of("other killed"), log);
    assertEquals(SECOND, clock.elapsed());
    assertEquals(0, group.count());
    group.close();
  }

  @Test
  void close_memberFailsAndOthersAreKilled_throwsTheFirstFailure() {
    IOException failure = new IOException("broken");
    GreenletFailedException thrown =
        assertThrows(
            GreenletFailedException.class,
            () -> {
              try (Group group = new Group(OnFailure.KILL_OTHERS)) {
                failing(group, 2, new IOException("late"));
                failing(group, 1, failure);
              }
            });

    assertSame(failure, thrown.getCause());
    assertEquals(List.of(failure), reported);
  }

  @Test
  void spawn_intoAGroupThatHasFailed_neverRuns() throws InterruptedException {
    Group group = new Group(OnFailure.KILL_OTHERS);
    failing(group, 1, new IOException("broken"));
    sleep(SECOND.multipliedBy(2));

    Greenlet<Void> late = sleeper(group, 1, "late");

    assertTrue(late.isDead());
    assertThrows(GreenletFailedException.class, group::join);
    assertEquals(List.of(), log);
    sleeper(group, 1, "again");
    group.join();
    assertEquals(List.of("again"), log);
  }

  @Test
  void kill_ofAMember_isNoFailure() throws InterruptedException {
    Group group = new Group(OnFailure.KILL_OTHERS);
    Greenlet<Void> victim = sleeper(group, 5, "victim");
    sleeper(group, 1, "other");
    yieldNow();
    victim.kill();

    group.join();

    assertEquals(List.of("victim killed", "other"), log);
  }

  @Test
  void kill_ofTheGroup_endsAllMembersStartedOrNot() throws InterruptedException {
    Group group = new Group();
    sleeper(group, 5, "a");
    yieldNow();
    sleeper(group, 5, "unstarted");

    group.kill();

    assertEquals(List.of("a killed"), log);
    assertEquals(0, group.count());
  }

  @Test
  void kill_severalTimes_reachesEachMemberOnce() throws InterruptedException {
    Group group = new Group();
    group.spawn(() -> {
      for (int i = 0; i < 3; i++) {
        try {
          sleep(SECOND);
        } catch (GreenletExit e) {
          log.add("kill at " + clock.elapsed());
        }
      }
    });
    yieldNow();

    assertFalse(group.kill(Duration.ofMillis(500)));
    assertFalse(group.kill(Duration.ofMillis(500)));
    group.kill();

    assertEquals(List.of("kill at PT0S"), log);
    assertEquals(SECOND.multipliedBy(2), clock.elapsed());
  }

  @Test
  void kill_byAMember_endsTheOthersAndThenItself() throws InterruptedException {
    Group group = new Group();
    sleeper(group, 5, "other");
    Greenlet<Void> killer =
        group.spawn(() -> {
          yieldNow();
          group.kill();
          log.add("never");
        });

    group.join();

    assertEquals(List.of("other killed"), log);
    assertTrue(killer.isSuccessful());
  }

  @Test
  void joinOrClose_byAMember_isRefused() throws InterruptedException {
    Group group = new Group();
    Greenlet<GreenletError> member =
        group.<GreenletError>spawn(() -> assertThrows(GreenletError.class, group::join));

    assertTrue(member.get().getMessage().contains("is one of them"));
  }

  @Test
  void close_interrupted_killsTheMembersAndKeepsTheStatus() throws InterruptedException {
    Group group = new Group();
    Greenlet<Boolean> closer =
        spawn(() -> {
          sleeper(group, 9, "member");
          group.close();
          return Thread.interrupted();
        });
    sleep(SECOND);

    closer.thread().interrupt();

    assertTrue(closer.get());
    assertEquals(List.of("member killed"), log);
    assertEquals(SECOND, clock.elapsed());
  }

  @Test
  void close_closerIsKilled_killsTheMembersAndWaitsForThem() throws InterruptedException {
    Group group = new Group();
    Greenlet<Void> closer =
        spawn(() -> {
          group.spawn(() -> {
            try {
              sleep(SECOND.multipliedBy(9));
            } finally {
              sleep(SECOND);
              log.add("member ends");
            }
          });
          group.close();
          log.add("never");
        });
    sleep(SECOND);

    closer.kill();

    assertEquals(List.of("member ends"), log);
    assertTrue(closer.isSuccessful());
    assertEquals(SECOND.multipliedBy(2), clock.elapsed());
  }

  @Test
  void add_andDiscard_changeWhoIsWaitedFor() throws InterruptedException {
    Group group = new Group();
    Greenlet<Void> added = spawn(() -> sleep(SECOND));
    Greenlet<Void> discarded = sleeper(group, 3, "discarded");
    group.add(added);
    assertTrue(group.isMember(added));
    assertEquals(Set.of(added, discarded), Set.copyOf(group.members()));
    assertThrows(GreenletError.class, () -> group.add(added));

    group.discard(discarded);
    group.discard(discarded);
    group.join();

    assertEquals(SECOND, clock.elapsed());
    assertTrue(added.isDead());
    assertFalse(discarded.isDead());
    GreenletError refused = assertThrows(GreenletError.class, () -> group.add(Greenlet.current()));
    assertTrue(refused.getMessage().contains("main greenlet"), refused::getMessage);
    discarded.join();
  }

  @Test
  void add_ofADeadGreenlet_isNoMember() throws InterruptedException {
    Group group = new Group();
    Greenlet<Integer> dead = spawn(() -> 1);
    dead.join();

    group.add(dead);

    assertEquals(0, group.count());
  }

  @Test
  void apply_fromOutsideAndInside_runsAsAMemberOrInline() throws InterruptedException {
    Group group = new Group();
    Greenlet<?> ranOutside = group.apply(Greenlet::current);
    assertFalse(ranOutside == Greenlet.current());

    assertTrue(
        group.apply(() -> group.apply(Greenlet::current) == Greenlet.current()).booleanValue());
  }

  @Test
  void apply_thatFails_throwsTheSameWayOutsideAndInside() throws InterruptedException {
    Group group = new Group();
    IOException failure = new IOException("broken");

    assertSame(failure, failureOfApply(group, failure).getCause());
    assertSame(failure, group.apply(() -> failureOfApply(group, failure)).getCause());
  }

  private static GreenletFailedException failureOfApply(Group group, IOException failure) {
    return assertThrows(
        GreenletFailedException.class,
        () ->
            group.apply(() -> {
              throw failure;
            }));
  }

  @Test
  void members_onSeveralHubs_areJoinedTogether() throws Exception {
    Group group = new Group();
    try (Hub other = Hub.start("other")) {
      Greenlet<Greenlet<Hub>> there = other.spawn(() -> group.<Hub>spawn(Hub::current));
      Greenlet<Hub> here = group.<Hub>spawn(Hub::current);
      assertSame(other, there.get().get());
      assertSame(Hub.current(), here.get());
      group.join();
      assertEquals(0, group.count());
    }
  }
}
