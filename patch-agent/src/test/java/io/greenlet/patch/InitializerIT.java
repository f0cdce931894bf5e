package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Initializers;
import io.greenlet.patch.programs.LoaderLock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class initializers that wait, for others of the hub or for each other: as on threads. */
final class InitializerIT {
  private static final Child PLAIN = Child.plain(Initializers.class);

  @Test
  void initializers_plain_othersGoOnBesideTheDeadlock() {
    assertEquals(
        List.of(
            "ten use what one has taken: 70",
            "taken: 8",
            "taken: 9",
            "three use what one has waited for: 3",
            "stuck: true, true",
            "both begun: true",
            "others go on: 10"),
        PLAIN.ok().lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hubs=1", "hubs=2"})
  void initializers_patched_sameLines(String options) {
    Child.assertSame(PLAIN, Child.patchedWith(options, Initializers.class));
  }

  /** The one that needs the class waits inside of the JVM, and the other one needs the hub. */
  @Test
  void loader_monitorHeldByOneThatWaits_othersGoOn() {
    Child plain = Child.plain(LoaderLock.class);
    assertEquals(List.of("stuck: linker", "linked: Used"), plain.ok().lines());
    Child.assertSame(plain, Child.patched(LoaderLock.class));
  }
}
