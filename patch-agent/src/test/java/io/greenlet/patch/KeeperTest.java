package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class KeeperTest {
  @Test
  void started_mainLives_noThread() {
    Keeper keeper = new Keeper();
    keeper.mainStarted();
    keeper.started(false);
    assertNull(keeper.thread());
    keeper.ended(false);
  }

  @Test
  void started_daemon_noThread() {
    Keeper keeper = new Keeper();
    keeper.started(true);
    assertNull(keeper.thread());
    keeper.ended(true);
  }

  @Test
  void mainEnded_whileOneLives_threadUntilItEnds() throws InterruptedException {
    Keeper keeper = new Keeper();
    keeper.mainStarted();
    keeper.started(false);
    keeper.mainEnded();
    Thread thread = keeper.thread();
    assertNotNull(thread);
    assertFalse(thread.isDaemon());
    keeper.started(false);
    keeper.ended(false);
    thread.interrupt();
    assertEquals(true, thread.isAlive());
    keeper.ended(false);
    thread.join();
    assertNull(keeper.thread());
  }

  @Test
  void started_againAfterMain_threadAgain() throws InterruptedException {
    Keeper keeper = new Keeper();
    for (int i = 0; i < 100; i++) {
      keeper.started(false);
      Thread thread = keeper.thread();
      assertNotNull(thread);
      keeper.ended(false);
      if (i % 2 == 0) {
        thread.join();
      }
    }
  }
}
