package io.greenlet.process;

import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.FreshHub;
import io.greenlet.Greenlet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who waits for a child process lets others run, without the agent, too. */
@ExtendWith(FreshHub.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
final class ProcessWaitTest {
  @Test
  void waitFor_ofAChildThatAnotherGreenletEnds_letsThatRun() throws Exception {
    Process cat = new ProcessBuilder("cat").start();
    Greenlet<Integer> waiting = spawn(() -> cat.waitFor());
    spawn(() -> cat.getOutputStream().close());

    assertEquals(0, waiting.get());
  }

  @Test
  void waitFor_withALimit_letsOthersRun() throws Exception {
    Process cat = new ProcessBuilder("cat").start();
    Greenlet<Boolean> waiting = spawn(() -> cat.waitFor(50, TimeUnit.SECONDS));
    spawn(() -> cat.getOutputStream().close());

    assertTrue(waiting.get());
  }
}
