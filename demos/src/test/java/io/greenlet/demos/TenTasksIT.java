package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Program 10. */
@Timeout(100)
final class TenTasksIT {
  @Test
  void tenTasks_synchronousAndSpawned_sameOrderAndATenthOfTheTime() throws Exception {
    int second = 1000;
    var outcome = Programs.runAsInHeader(Programs.AGENT, TenTasks.class, second);

    double synchronous = outcome.costTime(0);
    double asynchronous = outcome.costTime(1);
    assertTrue(synchronous * 1000 >= 5 * second, () -> "ten halves took " + synchronous);
    assertTrue(
        synchronous >= 5 * asynchronous,
        () -> "synchronous took " + synchronous + ", spawned " + asynchronous);
  }
}
