package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.greenlet.patch.programs.Increments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Among all the calls that block, one greenlet of a hub runs at a time. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ExclusionIT {
  private static final List<String> NONE_LOST =
      List.of("expected: 1000000", "calls: 10000", "counted: 1000000");

  @Test
  void increments_onOneHub_noneIsLost() {
    assertEquals(NONE_LOST, Child.linkingPatched("", Increments.class).ok().lines());
  }

  /** The control: two hubs are two threads. */
  @Test
  void increments_onTwoHubs_someAreLost() {
    assertNotEquals(NONE_LOST, Child.linkingPatched("hubs=2", Increments.class).ok().lines());
  }

  /** The control: the calls do not keep the program's own threads apart. */
  @Test
  void increments_plain_someAreLost() {
    assertNotEquals(NONE_LOST, Child.linking(List.of(), Increments.class).ok().lines());
  }
}
