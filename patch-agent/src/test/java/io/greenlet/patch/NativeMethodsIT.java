package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.NativeMethods;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Native methods of the application's own, which nothing announces unless the user says so. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
final class NativeMethodsIT {
  private static final List<String> GO_ON =
      List.of("others go on beside pause: true", "others go on beside await: true");
  private static final List<String> STAND_STILL =
      List.of("others go on beside pause: false", "others go on beside await: false");

  @Test
  void methods_plain_othersGoOn() {
    assertEquals(GO_ON, Child.linking(List.of(), NativeMethods.class, "100").ok().lines());
  }

  /** Neither is one that waits as the JVM itself does taken for a thread stuck inside of it. */
  @Test
  void methods_unannounced_keepTheirHub() {
    assertEquals(STAND_STILL, Child.linkingPatched("", NativeMethods.class, "300").ok().lines());
  }
}
