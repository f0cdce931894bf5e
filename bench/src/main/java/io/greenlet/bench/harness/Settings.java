package io.greenlet.bench.harness;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of a benchmark, {@code name=value} on its command line. */
public final class Settings {
  private final Map<String, String> values;

  /**
   * Reads them. Where the default is a number, or several, the value must be, too.
   *
   * @param arguments the command line
   * @param defaults all settings that there are, with their values unless given
   * @throws CannotRun if there is no such setting, or it cannot have that value
   */
  public Settings(String[] arguments, Map<String, String> defaults) {
    values = new HashMap<>(defaults);
    for (String argument : arguments) {
      String[] split = argument.split("=", 2);
      String usual = defaults.get(split[0]);
      if (split.length == 1 || usual == null) {
        throw new CannotRun(
            "\"%s\" is no setting. There are, with their defaults: %s"
                .formatted(argument, String.join(" ", describe(defaults))));
      }
      if (isNumeric(usual) && !isNumeric(split[1])) {
        throw new CannotRun(
            "\"%s\" should be a number, such as %s=%s".formatted(argument, split[0], usual));
      }
      values.put(split[0], split[1]);
    }
  }

  private static List<String> describe(Map<String, String> defaults) {
    return new TreeMap<>(defaults)
        .entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
  }

  private static boolean isNumeric(String value) {
    return value.matches("\\d{1,9}(,\\d{1,9})*");
  }

  /**
   * A number.
   *
   * @param name of the setting
   * @return its value
   * @throws CannotRun if it has several
   */
  public int number(String name) {
    String value = text(name);
    if (value.contains(",")) {
      throw new CannotRun("\"%s=%s\" should be one number".formatted(name, value));
    }
    return Integer.parseInt(value);
  }

  /**
   * Several of the constants of an enumeration, by their names in lower case.
   *
   * @param <E> the enumeration
   * @param name of the setting
   * @param type the enumeration
   * @return the constants
   * @throws CannotRun if one of them is none
   */
  public <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
    return list(name).stream().map(value -> choice(name, value, type)).toList();
  }

  private static <E extends Enum<E>> E choice(String name, String value, Class<E> type) {
    List<E> all = List.of(type.getEnumConstants());
    return all.stream()
        .filter(each -> nameOf(each).equals(value))
        .findFirst()
        .orElseThrow(() ->
            new CannotRun(
                "\"%s\" is none of the %s. There are: %s"
                    .formatted(value, name, names(type.getEnumConstants()))));
  }

  /**
   * The value that chooses all of an enumeration.
   *
   * @param all its constants
   * @return their names in lower case
   */
  public static String names(Enum<?>[] all) {
    return Arrays.stream(all).map(Settings::nameOf).collect(Collectors.joining(","));
  }

  private static String nameOf(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Several values, separated by commas.
   *
   * @param name of the setting
   * @return its values
   */
  public List<String> list(String name) {
    return Arrays.asList(text(name).split(","));
  }

  /**
   * A value as it was given.
   *
   * @param name of the setting
   * @return its value
   */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no setting " + name + " among " + values);
    }
    return value;
  }
}
