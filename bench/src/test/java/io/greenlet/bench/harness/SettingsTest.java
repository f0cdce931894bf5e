package io.greenlet.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Map<String, String> DEFAULTS = Map.of("rounds", "4", "variants", "a,b");

  @Test
  void number_notGiven_isTheDefault() {
    Settings settings = new Settings(new String[] {"variants=c"}, DEFAULTS);

    assertEquals(4, settings.number("rounds"));
    assertEquals(List.of("c"), settings.list("variants"));
  }

  @Test
  void settings_unknownName_failsAndNamesThoseThatThereAre() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class, () -> new Settings(new String[] {"round=4"}, DEFAULTS));

    assertTrue(failure.getMessage().contains("round=4"), failure::getMessage);
    assertTrue(failure.getMessage().contains("rounds=4"), failure::getMessage);
  }
}
