package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Children;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Child processes: to read from one, to write to it and to wait for it lets others run. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ProcessIT {
  @Test
  void streamsAndWaitFor_onOneHub_letTheOthersRun() {
    Child plain = Child.plain(Children.class);
    Child.assertSame(plain, Child.patched(Children.class));
    assertEquals(
        List.of(
            "standard output: hello",
            "waitFor: 0",
            "standard error: trouble",
            "read: 1048576",
            "written: 1048576",
            "alive after onExit: false"),
        plain.ok().lines());
  }
}
