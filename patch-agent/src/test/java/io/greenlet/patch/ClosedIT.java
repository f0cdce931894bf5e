package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.greenlet.patch.programs.Closed;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the agent opens in the JDK stays closed to the application. */
final class ClosedIT {
  private static final Child PLAIN = Child.plain(Closed.class).ok();

  @Test
  void javaBase_underAgent_asClosedAsWithout() {
    assertFalse(PLAIN.out().contains("let in"), PLAIN::toString);
    Child.assertSame(PLAIN, Child.patched(Closed.class));
  }

  @Test
  void javaBase_agentOnClassPathToo_asClosedAsWithout() {
    String classPath = Child.CLASSES + File.pathSeparator + Child.AGENT;
    List<String> application = List.of("-cp", classPath, Closed.class.getName());
    Child.assertSame(PLAIN, Child.java(List.of(Child.agent("")), application));
  }

  @Test
  void javaBase_throughLauncher_asClosedAsWithout() {
    List<String> application =
        List.of("-jar", Child.AGENT, "-cp", Child.CLASSES, Closed.class.getName());
    Child.assertSame(PLAIN, Child.java(List.of(), application));
  }
}
