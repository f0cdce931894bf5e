package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Program 10. */
@Timeout(100)
final class TenTasksIT {
  @Test
  void tenTasks_synchronousAndSpawned_sameOrderAndATenthOfTheTime() throws Exception {
    int second = 1000;
    var outcome = Programs.run(Programs.AGENT, TenTasks.class, second).expectSuccess();

    List<String> tasks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      tasks.add("Task " + i + " done");
    }
    assertEquals("Synchronous:", outcome.lines().get(0));
    assertEquals(tasks, outcome.lines().subList(1, 11));
    assertEquals("Asynchronous:", outcome.lines().get(12));
    assertEquals(tasks, outcome.lines().subList(13, 23));
    assertEquals(24, outcome.lines().size(), outcome.lines()::toString);
    double synchronous = outcome.costTime(0);
    double asynchronous = outcome.costTime(1);
    assertTrue(synchronous * 1000 >= 5 * second, () -> "ten halves took " + synchronous);
    assertTrue(
        synchronous >= 5 * asynchronous,
        () -> "synchronous took " + synchronous + ", spawned " + asynchronous);
  }
}
