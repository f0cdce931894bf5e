package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.Greenlet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads that are spared, and what is not to be registered for good: selectors and streams. */
class DescriptorReadsTest extends ScriptedDescriptors {
  // -- reads that would find nothing

  @Test
  void wouldBlock_readGotLess_isSoUntilAnEdge() {
    leaves(waits(READ));
    assertFalse(descriptors.wouldBlock(FD), "nothing was read");

    descriptors.tried(FD, true);
    assertTrue(descriptors.wouldBlock(FD));
    edge(WRITE);
    assertTrue(descriptors.wouldBlock(FD), "an edge of the other direction");
    edge(READ);
    assertFalse(descriptors.wouldBlock(FD));
  }

  @Test
  void wouldBlock_readGotAll_isNotSo() {
    leaves(waits(READ));
    descriptors.tried(FD, true);

    descriptors.tried(FD, false);

    assertFalse(descriptors.wouldBlock(FD));
  }

  @Test
  void wouldBlock_notRegistered_isNotSo() {
    descriptors.tried(FD, true);
    assertFalse(descriptors.wouldBlock(FD), "unknown");

    leaves(waits(READ));
    descriptors.tried(FD, true);
    Descriptors.closing(FD);
    assertFalse(descriptors.wouldBlock(FD), "being closed");
    Descriptors.closing(FD);
    assertFalse(descriptors.wouldBlock(FD), "perhaps another's");
  }

  /** The end of a stream does not come twice. */
  @Test
  void wouldBlock_edgeOfAnotherKind_isNeverSoAgain() {
    leaves(waits(READ));

    edge(READ | HUNG_UP);
    descriptors.tried(FD, true);

    assertFalse(descriptors.wouldBlock(FD));
  }

  // -- selectors and streams, which are registered for each wait

  @Test
  void awaitSelector_eachTime_registersOnce() {
    Greenlet<?> first = begun(() -> descriptors.awaitSelector(FD, 0));
    Greenlet<?> second = begun(() -> descriptors.awaitSelector(FD, 0));
    assertFalse(first.isDead());

    edge(READ);

    assertTrue(first.isDead());
    assertTrue(second.isDead());
    assertFalse(descriptors.isWaiting());
    assertEquals(List.of("register 7 once for 1", "register 7 once for 1"), events.asked);
  }

  @Test
  void awaitSelector_edgeWhileBeingRegistered_ends() {
    events.whenRegistered = fd -> descriptors.ready(fd, READ);

    assertTrue(begun(() -> descriptors.awaitSelector(FD, 0)).isDead());
  }

  /** What is registered once tells no edges: a wait for good has to say so anew. */
  @Test
  void await_afterAwaitSelectorOfTheSameNumber_registersForGood() {
    leaves(waits(READ));
    leaves(begun(() -> descriptors.awaitSelector(FD, 0)));
    leaves(waits(READ));

    assertEquals(List.of("register 7", "register 7 once for 1", "register 7"), events.asked);
  }

  @Test
  void awaitStream_readable_ends() {
    Greenlet<?> reader = begun(() -> descriptors.awaitStream(FD));
    assertFalse(reader.isDead());

    edge(READ);

    assertTrue(reader.isDead());
  }

  @Test
  void awaitStream_alwaysReady_endsAtOnceAndIsNotAskedAgainUntilAClose() {
    events.alwaysReady = true;
    assertTrue(begun(() -> descriptors.awaitStream(FD)).isDead());
    assertTrue(begun(() -> descriptors.awaitStream(FD)).isDead());
    assertEquals(1, events.asked.size());
    assertFalse(descriptors.isWaiting());

    closeAndReuse();
    events.alwaysReady = false;
    Greenlet<?> reader = begun(() -> descriptors.awaitStream(FD));

    assertFalse(reader.isDead());
    assertEquals(2, events.asked.size());
    leaves(reader);
  }
}
