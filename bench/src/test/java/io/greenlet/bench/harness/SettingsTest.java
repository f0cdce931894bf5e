package io.greenlet.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private enum Speed {
    FAST,
    SLOW
  }

  private static final Map<String, String> DEFAULTS =
      Map.of("rounds", "4", "variants", Settings.names(Speed.values()));

  @Test
  void number_notGiven_isTheDefault() {
    Settings settings = new Settings(new String[] {"variants=c"}, DEFAULTS);

    assertEquals(4, settings.number("rounds"));
    assertEquals(List.of("c"), settings.list("variants"));
  }

  @Test
  void settings_unknownName_failsAndNamesThoseThatThereAre() {
    assertRefused("round=4", "\"round=4\" is no setting", "rounds=4 variants=fast,slow");
  }

  @Test
  void settings_noValue_failsAndNamesThoseThatThereAre() {
    assertRefused("rounds", "\"rounds\" is no setting", "rounds=4 variants=fast,slow");
  }

  @Test
  void settings_textForANumber_failsAndShowsANumber() {
    assertRefused("rounds=many", "\"rounds=many\"", "such as rounds=4");
    assertRefused("rounds=", "\"rounds=\"", "such as rounds=4");
    assertRefused("rounds=12345678901", "such as rounds=4");
  }

  @Test
  void number_several_fails() {
    Settings settings = new Settings(new String[] {"rounds=1,2"}, DEFAULTS);

    assertTrue(
        assertThrows(CannotRun.class, () -> settings.number("rounds"))
            .getMessage()
            .contains("one number"));
  }

  @Test
  void choices_namesOfConstants_areThose() {
    assertEquals(
        List.of(Speed.FAST, Speed.SLOW),
        new Settings(new String[0], DEFAULTS).choices("variants", Speed.class));
  }

  @Test
  void choices_unknown_failsAndNamesThoseThatThereAre() {
    Settings settings = new Settings(new String[] {"variants=slow,warp"}, DEFAULTS);
    CannotRun refusal =
        assertThrows(CannotRun.class, () -> settings.choices("variants", Speed.class));

    assertEquals("\"warp\" is none of the variants. There are: fast,slow", refusal.getMessage());
  }

  private static void assertRefused(String argument, String... said) {
    CannotRun refusal =
        assertThrows(CannotRun.class, () -> new Settings(new String[] {argument}, DEFAULTS));
    for (String each : said) {
      assertTrue(refusal.getMessage().contains(each), refusal::getMessage);
    }
  }
}
