package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Toolkit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The toolkit's own packages in a program whose threads are greenlets. */
final class ToolkitIT {
  @Test
  void toolkit_patched_keepsItsWorkersPlatformThreadsAndDropsItsGarbage() {
    assertEquals(
        List.of(
            "worker virtual: false",
            "inline: true",
            "abandoned generators collected: true",
            "woken by a thread: true",
            "mapped: [2, 4, 6]"),
        Child.patched(Toolkit.class).ok().lines());
  }
}
