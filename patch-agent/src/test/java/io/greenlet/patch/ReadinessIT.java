package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.greenlet.patch.readiness.Readiness;
import io.greenlet.patch.readiness.TlsKills;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever waits for a descriptor, and whatever ends such a wait: the same as on threads. */
final class ReadinessIT {
  private static final Child PLAIN = Child.plain(Readiness.class);

  /** The control: what the checks say is what the JDK does. */
  @Test
  void readiness_plain_allChecksEnd() {
    assertFalse(PLAIN.out().contains("does not end"), PLAIN::toString);
    assertEquals("79 checks", PLAIN.ok().lines().getLast());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hubs=1", "hubs=2"})
  void readiness_patched_sameLines(String options) {
    Child.assertSame(PLAIN, Child.patchedWith(options + ",exclude=name:plain", Readiness.class));
  }

  @Test
  void kill_inTls_endsTheWaitAndLeavesTheSocketWhole() {
    assertEquals(
        List.of(
            "handshake: true null",
            "read: true null",
            "closed: false",
            "read by the next: 7",
            "write: true null"),
        Child.patched(TlsKills.class).ok().lines());
  }
}
