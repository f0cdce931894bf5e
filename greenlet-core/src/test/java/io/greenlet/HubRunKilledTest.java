package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hub.run catches everything in a FutureTask: a kill in a JDK call comes out as
 * InterruptedException, one in a library call as GreenletExit.
 */
@ExtendWith(FreshHub.class)
final class HubRunKilledTest {
  @Test
  void run_bodyKilledInALibraryCall_throwsTheExit() {
    GreenletExit exit = new GreenletExit();
    assertSame(
        exit,
        assertThrows(
            GreenletExit.class,
            () ->
                Hub.run(() -> {
                  Greenlet<?> self = Greenlet.current();
                  spawn(() -> self.killLater(exit));
                  sleep(Duration.ofDays(1));
                  return null;
                })));
  }

  @Test
  void run_bodyKilledInAJdkCall_throwsTheExitToo() {
    GreenletExit exit = new GreenletExit();
    assertSame(
        exit,
        assertThrows(
            GreenletExit.class,
            () ->
                Hub.run(() -> {
                  Greenlet<?> self = Greenlet.current();
                  spawn(() -> self.killLater(exit));
                  new Semaphore(0).acquire();
                  return null;
                })));
  }
}
