package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.Holders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Who holds up a hub in a native method is said; who does in another way, or holds up nobody, not.
 */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
final class UnknownCallIT {
  private static final String NAPS = "io.greenlet.patch.programs.Naps";

  private static Child hold(String options, String... ways) {
    Child child = Child.linkingPatched(options, Holders.class, ways);
    assertEquals(List.of("ended"), child.lines(), child::toString);
    return child;
  }

  @Test
  void methods_thatHoldUpOthers_areSaidOnce() {
    List<String> said = hold("", "again:2000", "pause:1600", "await:1600").err().lines().toList();
    assertEquals(2, said.size(), said::toString);
    assertSays("pause", said.get(0));
    assertSays("await", said.get(1));
  }

  private static void assertSays(String method, String line) {
    assertTrue(line.startsWith("patch-agent: warning: hub "), line);
    assertTrue(
        line.contains("greenlet holder is in the native method " + NAPS + "." + method), line);
    assertTrue(line.contains("add calls=" + NAPS + "." + method + " to"), line);
  }

  @Test
  void others_whatElseHoldsThemUp_nothingIsSaid() {
    hold("", "compute:1500", "pause:400", "stopped:1400", "lonely:1500").ok();
  }

  @Test
  void methods_announced_nothingIsSaid() {
    hold("calls=" + NAPS + ".*", "pause:1500").ok();
  }
}
