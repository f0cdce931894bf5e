package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  private static List<ThreadPattern> patterns(String... texts) {
    return List.of(texts).stream().map(ThreadPattern::parse).toList();
  }

  private static Set<Area> allBut(Area... areas) {
    Set<Area> rest = EnumSet.copyOf(Area.all());
    rest.removeAll(List.of(areas));
    return rest;
  }

  private static Options withProperties(String text, String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty("io.greenlet.patch." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return Options.parse(text, properties);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = " ")
  void parse_nothing_defaults(String text) {
    Options options = Options.parse(text);
    assertEquals(1, options.hubs());
    assertEquals(Area.all(), options.areas());
    assertEquals(Selection.ALL, options.selection());
    assertFalse(options.continuing());
    assertFalse(options.reporting());
    assertEquals("", options.dump());
    assertEquals(0, options.blocked());
    assertNull(options.calls());
    assertFalse(options.verbose());
    assertFalse(options.help());
  }

  @Test
  void parse_everyOption_taken() {
    assertEverything(
        Options.parse(
            "hubs=3,areas=TIME+socket+native,include=package:a,exclude=name:a*+class:b.C,"
                + " onError=continue,report=some file,dump=USR2,blocked=100,calls=a.B.c+a.B.*,verbose,help"));
  }

  @Test
  void parse_everyProperty_taken() {
    assertEverything(
        withProperties(
            null,
            "hubs",
            "3",
            "areas",
            "TIME+socket+native",
            "include",
            "package:a",
            "exclude",
            "name:a*+class:b.C",
            "onError",
            "continue",
            "report",
            "some file",
            "dump",
            "USR2",
            "blocked",
            "100",
            "calls",
            "a.B.c+a.B.*",
            "verbose",
            "",
            "help",
            "true"));
  }

  private static void assertEverything(Options options) {
    assertEquals(3, options.hubs());
    assertEquals(Set.of(Area.TIME, Area.SOCKET, Area.NATIVE), options.areas());
    assertEquals(
        new Selection(patterns("package:a"), patterns("name:a*", "class:b.C")),
        options.selection());
    assertTrue(options.continuing());
    assertTrue(options.reporting());
    assertEquals("some file", options.reportFile());
    assertEquals("USR2", options.dump());
    assertEquals(100, options.blocked());
    assertEquals(Map.of("a/B", Set.of("c", "*")), options.calls().byClass());
    assertTrue(options.verbose());
    assertTrue(options.help());
  }

  @Test
  void parse_bothTextAndProperty_textWins() {
    Options options =
        withProperties(
            "hubs=2,exclude=name:a,verbose=false",
            "hubs",
            "many",
            "exclude",
            "name:b",
            "verbose",
            "true",
            "include",
            "name:c");
    assertEquals(2, options.hubs());
    assertEquals(new Selection(patterns("name:c"), patterns("name:a")), options.selection());
    assertFalse(options.verbose());
  }

  @ParameterizedTest
  @CsvSource({"report, '', true, ''", "report, true, true, ''", "report, false, false, ''"})
  void parse_reportAsFlag_noFile(String key, String value, boolean reporting, String file) {
    Options options = withProperties("", key, value);
    assertEquals(reporting, options.reporting());
    assertEquals(file, options.reportFile());
    assertTrue(Options.parse("report").reporting());
  }

  @Test
  void parse_propertyUnknown_namedAsWritten() {
    AgentFailure failure = assertThrows(AgentFailure.class, () -> withProperties("", "hubz", "2"));
    assertTrue(failure.getMessage().contains("'-Dio.greenlet.patch.hubz'"), failure.getMessage());
    assertTrue(failure.getMessage().endsWith(Options.VALID), failure.getMessage());
  }

  @Test
  void parse_propertyWrong_namedAsWritten() {
    AgentFailure failure = assertThrows(AgentFailure.class, () -> withProperties("", "hubs", "0"));
    assertTrue(failure.getMessage().contains("'-Dio.greenlet.patch.hubs=0'"), failure.getMessage());
  }

  @Test
  void parse_main_bringsThread() {
    assertEquals(Set.of(Area.MAIN, Area.THREAD), Options.parse("areas=main").areas());
  }

  @Test
  void parse_allBut_restOfToday() {
    assertEquals(allBut(Area.SOCKET), Options.parse("areas=-socket").areas());
    assertEquals(allBut(Area.SOCKET, Area.TIME), Options.parse("areas=-socket+-time").areas());
  }

  @Test
  void parse_allButThread_withoutMain() {
    assertEquals(allBut(Area.THREAD, Area.MAIN), Options.parse("areas=-thread").areas());
  }

  @Test
  void parse_repeatedPatterns_addUp() {
    assertEquals(
        patterns("name:a", "name:b"),
        Options.parse("exclude=name:a,exclude=name:b").selection().excluded());
    assertEquals(
        patterns("name:a", "class:b"),
        Options.parse("include=name:a,hubs=1,include=class:b").selection().included());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hubs",
        "hubs=",
        "hubs=-1",
        "hubs=1.5",
        "areas=",
        "areas=time+",
        "areas=-",
        "areas=-tim",
        "areas=time+-socket",
        "areas=-socket+time",
        "include",
        "include=",
        "include=a",
        "include=name:",
        "exclude=",
        "exclude=nom:a",
        "exclude=name:a+",
        "calls",
        "calls=",
        "calls=poll",
        "calls=.poll",
        "calls=a.B.",
        "calls=a.*.b",
        "calls=a.B.p*",
        "calls=a.B.c+",
        "onError",
        "onError=maybe",
        "verbose=yes",
        "help=no",
        "Hubs=1",
        "hubs:1"
      })
  void parse_wrong_namesOptionAndListsValid(String option) {
    AgentFailure failure =
        assertThrows(AgentFailure.class, () -> Options.parse("report," + option));
    assertTrue(failure.getMessage().contains("'" + option + "'"), failure.getMessage());
    assertTrue(failure.getMessage().endsWith(Options.VALID), failure.getMessage());
  }

  @Test
  void parse_repeatedCalls_addUp() {
    NativeNames calls = Options.parse("calls=a.B.c,calls=a.B.d+e.F$G.*").calls();
    assertEquals(Map.of("a/B", Set.of("c", "d"), "e/F$G", Set.of("*")), calls.byClass());
    assertEquals("a.B.c+a.B.d+e.F$G.*", calls.toString());
  }

  @Test
  void parse_callsWithoutTheirArea_refused() {
    AgentFailure failure =
        assertThrows(AgentFailure.class, () -> Options.parse("areas=-native,calls=a.B.c"));
    assertTrue(
        failure.getMessage().contains("'calls=a.B.c': needs the area"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hubs=1,hubs=1", "verbose,verbose", "hubs=1,,verbose"})
  void parse_repeatedOrEmpty_refused(String text) {
    assertThrows(AgentFailure.class, () -> Options.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hubs=2; hubs=2; ''",
        "hubs=2; ''; ''",
        "hubs=2; areas=time,verbose; ''",
        "hubs=2; hubs=3,verbose; hubs=3",
        "calls=a.B.c; calls=a.B.d; calls=a.B.d",
        "calls=a.B.c+a.B.d; calls=a.B.d+a.B.c; ''",
        "exclude=name:a; exclude=name:a,include=name:b; include=name:b",
        "exclude=name:a; exclude=name:b,hubs=2; 'hubs=2,exclude=name:b'",
      })
  void refusedBy_installed_whatWasSaidAndDiffers(String installed, String later, String refused) {
    assertEquals(refused, Options.parse(later).refusedBy(Options.parse(installed)));
  }

  @Test
  void usage_everyOption_isListed() {
    for (String option : Options.VALID.replaceAll("^valid are |=[^,]*", "").split(", *")) {
      assertTrue(Usage.OPTIONS.contains("\n  " + option), option);
    }
  }
}
