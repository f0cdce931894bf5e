package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.identity.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program can find out about its threads is the same, line for line, with and without. */
final class IdentityIT {
  private static final Child PLAIN = Child.plain(Identity.class);

  @Test
  void identity_plain_allChecksRun() {
    assertEquals("36 checks", PLAIN.lines().getLast(), PLAIN::toString);
    assertEquals(0, PLAIN.exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hubs=1", "hubs=2"})
  void identity_patched_sameLines(String options) {
    Child.assertSame(PLAIN, Child.patchedWith(options, Identity.class));
  }
}
