package io.greenlet.patch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The agent's options, as they follow the equals sign of {@code -javaagent:patch-agent.jar=} or
 * stand before {@code -jar} on the launcher's command line: {@code key=value}, separated by commas.
 */
final class Options {
  static final String VALID =
      "valid are hubs=N, areas=thread+time+socket+main, exclude=name:PATTERN+class:PATTERN,"
          + " onError=exit|continue, verbose";

  private int hubs = 1;
  private Set<Area> areas = Area.today();
  private final List<Exclusion> exclusions = new ArrayList<>();
  private boolean continuing;
  private boolean verbose;

  private Options() {}

  /** What holds where nothing is said. */
  static Options defaults() {
    return new Options();
  }

  /**
   * Parses options.
   *
   * @param text the options; null or empty for none
   * @throws AgentFailure naming the first option that is wrong
   */
  static Options parse(@Nullable String text) {
    Options options = new Options();
    if (text != null && !text.isBlank()) {
      for (String option : text.split(",", -1)) {
        options.add(option.strip());
      }
    }
    return options;
  }

  private void add(String option) {
    int equals = option.indexOf('=');
    String key = equals < 0 ? option : option.substring(0, equals);
    String value = equals < 0 ? "" : option.substring(equals + 1);
    switch (key) {
      case "hubs" -> hubs = parseHubs(option, value);
      case "areas" -> areas = parseAreas(option, value);
      case "exclude" -> addExclusions(option, value);
      case "onError" -> continuing = parseChoice(option, value, "continue", "exit");
      case "verbose" -> verbose = equals < 0 || parseChoice(option, value, "true", "false");
      default -> throw wrong(option, "unknown");
    }
  }

  private static int parseHubs(String option, String value) {
    try {
      int count = Integer.parseInt(value);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below, in our words.
    }
    throw wrong(option, "not a positive number");
  }

  private static Set<Area> parseAreas(String option, String value) {
    Set<Area> areas = EnumSet.noneOf(Area.class);
    for (String name : value.split("\\+", -1)) {
      areas.add(parseArea(option, name));
    }
    return withNeeded(areas);
  }

  private static Area parseArea(String option, String name) {
    for (Area area : Area.values()) {
      if (area.optionName().equalsIgnoreCase(name)) {
        if (!area.isWovenToday()) {
          throw wrong(option, "area " + area.optionName() + " is not woven yet");
        }
        return area;
      }
    }
    throw wrong(option, "no area '" + name + "'");
  }

  /** The main thread's face is a face like the others, and needs what makes them. */
  static Set<Area> withNeeded(Set<Area> areas) {
    if (areas.contains(Area.MAIN)) {
      areas.add(Area.THREAD);
    }
    return Collections.unmodifiableSet(areas);
  }

  private void addExclusions(String option, String value) {
    for (String exclusion : value.split("\\+", -1)) {
      int colon = exclusion.indexOf(':');
      String kind = colon < 0 ? "" : exclusion.substring(0, colon);
      if (!kind.equals("name") && !kind.equals("class")) {
        throw wrong(option, "'" + exclusion + "' is neither name:PATTERN nor class:PATTERN");
      }
      exclusions.add(new Exclusion(kind.equals("name"), exclusion.substring(colon + 1)));
    }
  }

  private static boolean parseChoice(String option, String value, String yes, String no) {
    if (!value.equals(yes) && !value.equals(no)) {
      throw wrong(option, "neither " + yes + " nor " + no);
    }
    return value.equals(yes);
  }

  private static AgentFailure wrong(String option, String why) {
    return new AgentFailure("option '" + option + "': " + why + "; " + VALID);
  }

  /** Over how many hubs converted threads are spread. */
  int hubs() {
    return hubs;
  }

  /** What to patch. */
  Set<Area> areas() {
    return areas;
  }

  /** Which threads to leave alone. */
  List<Exclusion> exclusions() {
    return exclusions;
  }

  /** Whether the application is to run unpatched if it cannot run patched. */
  boolean continuing() {
    return continuing;
  }

  /** Whether to say on the standard error stream what was woven. */
  boolean verbose() {
    return verbose;
  }
}
