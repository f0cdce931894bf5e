package io.greenlet.bench.harness;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of a benchmark, {@code name=value} on its command line. */
public final class Settings {
  private final Map<String, String> values;

  /**
   * Reads them.
   *
   * @param arguments the command line
   * @param defaults all settings that there are, with their values unless given
   * @throws IllegalArgumentException if there is no such setting
   */
  public Settings(String[] arguments, Map<String, String> defaults) {
    values = new HashMap<>(defaults);
    for (String argument : arguments) {
      int split = argument.indexOf('=');
      if (split < 0
          || values.replace(argument.substring(0, split), argument.substring(split + 1)) == null) {
        throw new IllegalArgumentException(
            "\"%s\" is no setting. There are, with their defaults: %s"
                .formatted(argument, defaults));
      }
    }
  }

  /**
   * A number.
   *
   * @param name of the setting
   * @return its value
   */
  public int number(String name) {
    return Integer.parseInt(text(name));
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
      throw new IllegalArgumentException("no setting " + name + " among " + values);
    }
    return value;
  }
}
