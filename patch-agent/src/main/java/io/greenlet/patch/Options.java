package io.greenlet.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * The agent's options: {@code key=value}, separated by commas, as they follow the equals sign of
 * {@code -javaagent:patch-agent.jar=} or stand before {@code -jar} on the launcher's command line.
 * What is not said there is looked for in the system properties {@code io.greenlet.patch.key}.
 */
final class Options {
  static final String PROPERTY_PREFIX = "io.greenlet.patch.";
  static final String VALID =
      "valid are hubs=N, areas=AREA+AREA, areas=-AREA, include=KIND:PATTERN, exclude=KIND:PATTERN,"
          + " onError=exit|continue, report, report=FILE, dump=SIGNAL, blocked=MILLISECONDS,"
          + " calls=CLASS.METHOD, verbose, help";

  /** Every option, in the order in which they are read. */
  private static final List<String> KEYS =
      List.of(
          "hubs", "areas", "include", "exclude", "onError", "report", "dump", "blocked", "calls",
          "verbose", "help");

  /** What was said in the text, not in properties: key to value. */
  private final Map<String, String> said = new LinkedHashMap<>();

  private int hubs = 1;
  private Set<Area> areas = Area.all();
  private Selection selection = Selection.ALL;
  private boolean continuing;
  private boolean reporting;
  private String reportFile = "";
  private String dump = "";
  private int blocked;
  @Nullable private NativeNames calls;
  private boolean verbose;
  private boolean help;

  private Options() {}

  /**
   * Reads options, and the system properties.
   *
   * @param text the options; null or empty for none
   * @throws AgentFailure naming the first option that is wrong
   */
  static Options parse(@Nullable String text) {
    return parse(text, System.getProperties());
  }

  static Options parse(@Nullable String text, Properties properties) {
    Options options = new Options();
    if (text != null && !text.isBlank()) {
      for (String option : text.split(",", -1)) {
        options.say(option.strip());
      }
    }
    List<String> inProperties = propertyKeys(properties);
    for (String key : KEYS) {
      String value = options.said.get(key);
      if (value != null) {
        options.set(key, value, key.concat(value));
      } else if (inProperties.contains(key)) {
        String property = PROPERTY_PREFIX.concat(key);
        String set = properties.getProperty(property);
        options.set(key, "=".concat(set), "-D" + property + "=" + set);
      }
    }
    if (options.calls != null && !options.areas.contains(Area.NATIVE)) {
      throw wrong("calls=" + options.calls, "needs the area native, which is left out");
    }
    return options;
  }

  /** Keys that properties are set for; a property that is none of ours is a slip of the pen. */
  private static List<String> propertyKeys(Properties properties) {
    List<String> keys = new ArrayList<>();
    for (String property : properties.stringPropertyNames()) {
      if (property.startsWith(PROPERTY_PREFIX)) {
        String key = property.substring(PROPERTY_PREFIX.length());
        if (!KEYS.contains(key)) {
          throw wrong("-D".concat(property), "unknown");
        }
        keys.add(key);
      }
    }
    return keys;
  }

  /** Notes one option; the values of one that is repeated count together. */
  private void say(String option) {
    int equals = option.indexOf('=');
    String key = equals < 0 ? option : option.substring(0, equals);
    if (!KEYS.contains(key)) {
      throw wrong(option, "unknown");
    }
    String value = equals < 0 ? "" : option.substring(equals);
    String before = said.get(key);
    if (before == null) {
      said.put(key, value);
    } else if (addsUp(key) && !value.isEmpty()) {
      said.put(key, before + "+" + value.substring(1));
    } else {
      throw wrong(option, "said before: '" + key + before + "'");
    }
  }

  private static boolean addsUp(String key) {
    return key.equals("include") || key.equals("exclude") || key.equals("calls");
  }

  /**
   * @param value with the equals sign before it; empty where there was none
   * @param option all of it, as the user wrote it
   */
  private void set(String key, String value, String option) {
    String text = value.isEmpty() ? value : value.substring(1);
    switch (key) {
      case "hubs" -> hubs = parseCount(option, text);
      case "areas" -> areas = AreaOption.parse(option, text);
      case "include" -> selection = new Selection(patterns(option, text), selection.excluded());
      case "exclude" -> selection = new Selection(selection.included(), patterns(option, text));
      case "onError" -> continuing = parseChoice(option, text, "continue", "exit");
      case "report" -> setReport(option, text);
      case "dump" -> dump = parseSignal(option, text);
      case "blocked" -> blocked = parseCount(option, text);
      case "calls" -> calls = NativeNames.parse(option, text);
      case "verbose" -> verbose = parseFlag(option, text);
      case "help" -> help = parseFlag(option, text);
      default -> throw new AssertionError(key);
    }
  }

  private static int parseCount(String option, String value) {
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

  private static String parseSignal(String option, String value) {
    if (value.isEmpty()) {
      throw wrong(option, "no name of a signal, such as USR2");
    }
    return value;
  }

  private static List<ThreadPattern> patterns(String option, String value) {
    List<ThreadPattern> patterns = new ArrayList<>();
    for (String text : value.split("\\+", -1)) {
      ThreadPattern pattern = ThreadPattern.parse(text);
      if (pattern == null) {
        throw wrong(
            option, "'" + text + "' is none of name:PATTERN, class:PATTERN and package:PATTERN");
      }
      patterns.add(pattern);
    }
    return patterns;
  }

  /** True and false are no files: a property that is a flag has to have some value. */
  private void setReport(String option, String text) {
    boolean isFlag = text.isEmpty() || text.equals("true") || text.equals("false");
    reporting = !isFlag || parseFlag(option, text);
    reportFile = isFlag ? "" : text;
  }

  /** Alone, or, as properties are written, without a value, it is as if it were true. */
  private static boolean parseFlag(String option, String value) {
    return value.isEmpty() || parseChoice(option, value, "true", "false");
  }

  private static boolean parseChoice(String option, String value, String yes, String no) {
    if (!value.equals(yes) && !value.equals(no)) {
      throw wrong(option, "neither " + yes + " nor " + no);
    }
    return value.equals(yes);
  }

  static AgentFailure wrong(String option, String why) {
    return new AgentFailure("option '" + option + "': " + why + "; " + VALID);
  }

  /**
   * What this asks for in so many words and cannot have, as an installation has been prepared with
   * other options; the rest may differ.
   *
   * @return the options, with commas between; empty for none
   */
  String refusedBy(Options installed) {
    StringBuilder refused = new StringBuilder();
    note(refused, "hubs", hubs == installed.hubs);
    note(refused, "include", selection.included().equals(installed.selection.included()));
    note(refused, "exclude", selection.excluded().equals(installed.selection.excluded()));
    note(refused, "dump", dump.equals(installed.dump));
    note(refused, "blocked", blocked == installed.blocked);
    note(refused, "calls", Objects.equals(calls, installed.calls));
    return refused.toString();
  }

  private void note(StringBuilder refused, String key, boolean same) {
    String value = said.get(key);
    if (value != null && !same) {
      refused.append(refused.isEmpty() ? "" : ",").append(key).append(value);
    }
  }

  /** Over how many hubs converted threads are spread. */
  int hubs() {
    return hubs;
  }

  /** What to patch. */
  Set<Area> areas() {
    return areas;
  }

  /** Which threads may become greenlets. */
  Selection selection() {
    return selection;
  }

  /** Whether the application is to run unpatched if it cannot run patched. */
  boolean continuing() {
    return continuing;
  }

  /** Whether to count calls, and to report at the end. */
  boolean reporting() {
    return reporting;
  }

  /** Where to report; empty for the standard error stream. */
  String reportFile() {
    return reportFile;
  }

  /** The signal on which to print what all greenlets do, without SIG; empty for none. */
  String dump() {
    return dump;
  }

  /** After how many milliseconds to print who blocks a hub; zero for never. */
  int blocked() {
    return blocked;
  }

  /** The application's native methods that block and never call back; null if none were named. */
  @Nullable
  NativeNames calls() {
    return calls;
  }

  /** Whether to say on the standard error stream what was woven. */
  boolean verbose() {
    return verbose;
  }

  /** Whether to say what the options are, and do nothing else. */
  boolean help() {
    return help;
  }
}
