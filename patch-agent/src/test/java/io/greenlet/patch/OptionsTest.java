package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = " ")
  void parse_nothing_defaults(String text) {
    Options options = Options.parse(text);
    assertEquals(1, options.hubs());
    assertEquals(Set.of(Area.THREAD, Area.TIME, Area.SOCKET, Area.MAIN), options.areas());
    assertEquals(List.of(), options.exclusions());
    assertFalse(options.continuing());
    assertFalse(options.verbose());
  }

  @Test
  void parse_everyOption_taken() {
    Options options =
        Options.parse(
            "hubs=3,areas=TIME+socket,exclude=name:a*+class:b.C, onError=continue,verbose");
    assertEquals(3, options.hubs());
    assertEquals(Set.of(Area.TIME, Area.SOCKET), options.areas());
    assertEquals(
        List.of(new Exclusion(true, "a*"), new Exclusion(false, "b.C")), options.exclusions());
    assertTrue(options.continuing());
    assertTrue(options.verbose());
  }

  @Test
  void parse_main_bringsThread() {
    assertEquals(Set.of(Area.MAIN, Area.THREAD), Options.parse("areas=main").areas());
  }

  @Test
  void parse_repeatedExclude_adds() {
    assertEquals(2, Options.parse("exclude=name:a,exclude=name:b").exclusions().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hubs", "hubs=", "hubs=-1", "hubs=1.5", "areas=", "areas=time+", "areas=file",
        "exclude=", "exclude=nom:a", "onError", "onError=maybe", "verbose=yes", "Hubs=1", "hubs:1"
      })
  void parse_wrong_namesOptionAndListsValid(String option) {
    AgentFailure failure =
        assertThrows(AgentFailure.class, () -> Options.parse("verbose," + option));
    assertTrue(failure.getMessage().contains("'" + option + "'"), failure.getMessage());
    assertTrue(failure.getMessage().endsWith(Options.VALID), failure.getMessage());
  }

  @Test
  void parse_emptyBetweenCommas_refused() {
    assertThrows(AgentFailure.class, () -> Options.parse("hubs=1,,verbose"));
  }
}
