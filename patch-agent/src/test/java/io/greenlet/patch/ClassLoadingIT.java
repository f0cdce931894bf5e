package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.ManyClasses;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading classes on many greenlets at once ends, and loads each class once. */
final class ClassLoadingIT {
  @ParameterizedTest
  @ValueSource(strings = {"hubs=1", "hubs=2"})
  void manyThreads_manyClasses_allLoadedOnce(String hubs) {
    List<String> expected = List.of("loads: " + 32 * 2000, "initialised: 2000");
    assertEquals(expected, Child.patchedWith(hubs, ManyClasses.class).ok().lines());
  }

  @ParameterizedTest
  @ValueSource(strings = "")
  void manyThreads_unpatched_same(String options) {
    assertEquals(
        List.of("loads: " + 32 * 2000, "initialised: 2000"),
        Child.plain(ManyClasses.class).ok().lines());
  }
}
