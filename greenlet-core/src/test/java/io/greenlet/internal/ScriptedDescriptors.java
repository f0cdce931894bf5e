package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.ThrowingRunnable;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Descriptors of which the test is the system: it says which edges come, between two turns of its
 * own hub, so that nothing depends on time.
 */
@ExtendWith(FreshHub.class)
abstract class ScriptedDescriptors {
  static final int READ = EventPoll.READ;
  static final int WRITE = EventPoll.WRITE;
  static final int HUNG_UP = 0x10;
  static final int FD = 7;

  final FakePoll events = new FakePoll();
  final Descriptors descriptors = new Descriptors(events);

  final Greenlet<?> waits(int event) {
    return waits(event, () -> true);
  }

  final Greenlet<?> waits(int event, BooleanSupplier isOpen) {
    return begun(() -> descriptors.await(FD, event, 0, isOpen));
  }

  /** A greenlet that has come as far as it can. */
  static Greenlet<?> begun(ThrowingRunnable body) {
    Greenlet<?> greenlet = Greenlets.spawn(body);
    Greenlets.yieldNow();
    return greenlet;
  }

  final void edge(int ready) {
    descriptors.ready(FD, ready);
    Greenlets.yieldNow();
  }

  /** Ends a wait as a kill or a timeout does: for a reason of the thread's own. */
  static void leaves(Greenlet<?> waiting) {
    waiting.thread().interrupt();
    Greenlets.yieldNow();
    assertTrue(waiting.isDead(), waiting::toString);
  }

  final void closeAndReuse() {
    Descriptors.closing(FD);
    Descriptors.closing(FD);
  }
}
