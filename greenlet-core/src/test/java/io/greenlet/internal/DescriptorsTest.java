package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which waits for a descriptor end when. */
class DescriptorsTest extends ScriptedDescriptors {
  // -- edges

  @Test
  void await_edgeComes_endsAndLeavesNobodyWaiting() {
    Greenlet<?> reader = waits(READ);
    assertTrue(descriptors.isWaiting());
    assertFalse(reader.isDead());

    edge(READ);

    assertTrue(reader.isDead());
    assertFalse(descriptors.isWaiting());
    assertEquals(List.of("register 7"), events.asked);
  }

  @Test
  void await_edgeWhileBeingRegistered_ends() {
    events.whenRegistered = fd -> descriptors.ready(fd, READ);

    assertTrue(waits(READ).isDead());
  }

  @Test
  void await_edgeBetweenRegistrationAndPark_ends() {
    Greenlet<?> reader =
        waits(
            READ,
            () -> {
              descriptors.ready(FD, READ);
              return true;
            });

    assertTrue(reader.isDead());
  }

  /** What runs between the edge and the park, such as a class loader, may park itself. */
  @Test
  void await_permitOfTheEdgeIsUsedUp_ends() {
    Greenlet<?> reader =
        waits(
            READ,
            () -> {
              descriptors.ready(FD, READ);
              LockSupport.park();
              return true;
            });

    assertTrue(reader.isDead());
  }

  @Test
  void await_edgeBefore_endsAtOnceAndOnce() {
    waits(READ);
    edge(READ);

    edge(READ);

    assertTrue(waits(READ).isDead());
    Greenlet<?> next = waits(READ);
    assertFalse(next.isDead());
    edge(READ);
    assertTrue(next.isDead());
    assertEquals(List.of("register 7"), events.asked);
  }

  @Test
  void await_edgeThatEndedAWait_isNotRememberedAsWell() {
    waits(READ);
    edge(READ);

    Greenlet<?> next = waits(READ);

    assertFalse(next.isDead());
    leaves(next);
  }

  @Test
  void await_edgeOfTheOtherDirection_goesOnAndThatIsRemembered() {
    Greenlet<?> reader = waits(READ);

    edge(WRITE);

    assertFalse(reader.isDead());
    assertTrue(waits(WRITE).isDead());
    edge(READ);
    assertTrue(reader.isDead());
  }

  @Test
  void await_edgeOfAnotherKind_endsBothDirections() {
    Greenlet<?> reader = waits(READ);
    Greenlet<?> writer = waits(WRITE);

    edge(HUNG_UP);

    assertTrue(reader.isDead());
    assertTrue(writer.isDead());
  }

  @Test
  void await_twoReadersAndAWriter_edgeWakesTheReaders() {
    Greenlet<?> first = waits(READ);
    Greenlet<?> second = waits(READ);
    Greenlet<?> writer = waits(WRITE);

    edge(READ);

    assertTrue(first.isDead());
    assertTrue(second.isDead());
    assertFalse(writer.isDead());
    edge(WRITE);
  }

  @Test
  void await_timesOut_endsAndLeavesNobodyWaiting() throws Exception {
    Greenlet<?> reader = begun(() -> descriptors.await(FD, READ, 1_000_000, () -> true));

    reader.join();

    assertFalse(descriptors.isWaiting());
    edge(READ);
    assertTrue(waits(READ).isDead(), "the edge found nobody, and is remembered");
  }

  // -- those that leave

  /** Whoever leaves must not make another's place in the list unknown, nor stay in it. */
  @ParameterizedTest
  @ValueSource(strings = {"0 1", "0 2", "1 0", "1 2", "2 0", "2 1"})
  void await_othersLeave_endsByTheEdgeAndNobodyIsLeft(String leaving) {
    List<Greenlet<?>> readers = List.of(waits(READ), waits(READ), waits(READ));
    for (String index : leaving.split(" ")) {
      leaves(readers.get(Integer.parseInt(index)));
    }
    assertEquals(1, readers.stream().filter(reader -> !reader.isDead()).count());

    edge(READ);

    assertTrue(readers.stream().allMatch(Greenlet::isDead));
    assertFalse(descriptors.isWaiting());
    edge(READ);
    assertTrue(waits(READ).isDead(), "the edge found nobody, and is remembered");
  }

  @Test
  void await_allLeave_nextEdgeIsRemembered() {
    List<Greenlet<?>> readers = List.of(waits(READ), waits(READ));
    readers.forEach(ScriptedDescriptors::leaves);

    edge(READ);

    assertFalse(descriptors.isWaiting());
    assertTrue(waits(READ).isDead());
  }

  @Test
  void await_refused_throwsLeavesNobodyWaitingAndIsTriedAgain() {
    events.refuses = true;
    Greenlet<?> refused =
        begun(() ->
            assertThrows(IOException.class, () -> descriptors.await(FD, READ, 0, () -> true)));
    assertTrue(refused.isSuccessful());
    assertFalse(descriptors.isWaiting());

    events.refuses = false;
    Greenlet<?> next = waits(READ);
    assertEquals(List.of("register 7", "register 7"), events.asked);
    leaves(next);
  }

  // -- closes

  @Test
  void await_ownerIsClosed_endsAtOnce() {
    assertTrue(waits(READ, () -> false).isDead());
    assertFalse(descriptors.isWaiting());
  }

  @Test
  void stop_waiting_endsTheWaitsOfTheGivenDirections() {
    Greenlet<?> reader = waits(READ);
    Greenlet<?> second = waits(READ);
    Greenlet<?> writer = waits(WRITE);

    stop(READ);
    assertTrue(reader.isDead());
    assertTrue(second.isDead());
    assertFalse(writer.isDead());

    stop(READ | WRITE);
    assertTrue(writer.isDead());
    assertFalse(descriptors.isWaiting());
  }

  private void stop(int event) {
    descriptors.stop(FD, event);
    Greenlets.yieldNow();
  }

  @Test
  void stop_nobodyWaits_isNoEdge() {
    waits(READ);
    edge(READ);

    stop(READ | WRITE);

    Greenlet<?> next = waits(READ);
    assertFalse(next.isDead());
    leaves(next);
  }

  /** A close counts before and after: in between, the number may still be the old descriptor's. */
  @Test
  void await_numberIsUsedAgain_registersAfterEitherHalfOfTheClose() {
    leaves(waits(READ));

    Descriptors.closing(FD);
    leaves(waits(READ));
    leaves(waits(READ));
    Descriptors.closing(FD);
    leaves(waits(READ));
    leaves(waits(READ));

    assertEquals(List.of("register 7", "register 7", "register 7"), events.asked);
  }

  @Test
  void await_numberIsUsedAgain_forgetsWhatTheOldOneHad() {
    waits(READ);
    edge(READ);
    edge(READ | WRITE | HUNG_UP);
    descriptors.tried(FD, true);

    closeAndReuse();
    Greenlet<?> reader = waits(READ);
    Greenlet<?> writer = waits(WRITE);

    assertFalse(reader.isDead());
    assertFalse(writer.isDead());
    descriptors.tried(FD, true);
    assertTrue(descriptors.wouldBlock(FD), "nothing special is known of the new one");
    edge(READ | WRITE);
  }

  // -- numbers

  @Test
  void ready_unknownNumber_isIgnored() {
    descriptors.ready(100_000, READ);
    descriptors.stop(100_000, READ);
    descriptors.tried(100_000, true);

    assertFalse(descriptors.wouldBlock(100_000));
  }

  @Test
  void await_highNumber_growsTheTableAndKeepsTheOthers() {
    Greenlet<?> low = waits(READ);
    Greenlet<?> high = begun(() -> descriptors.await(70_000, READ, 0, () -> true));

    edge(READ);
    descriptors.ready(70_000, READ);
    Greenlets.yieldNow();

    assertTrue(low.isDead());
    assertTrue(high.isDead());
  }

  @Test
  void isCounted_numbersThatAreNone_areNot() {
    assertTrue(Descriptors.isCounted(0));
    assertFalse(Descriptors.isCounted(-1));
    assertFalse(Descriptors.isCounted(Integer.MAX_VALUE));
    Descriptors.closing(-1);
    Descriptors.closing(Integer.MAX_VALUE);
  }
}
