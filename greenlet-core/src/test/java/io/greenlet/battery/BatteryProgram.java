package io.greenlet.battery;

import java.util.Locale;

/**
 * The battery as a program of ordinary threads: a line for each operation and property, with the
 * finding, and whether the table says something else. Lines that begin with {@link #ONLY_HERE} are
 * not to be compared with those of a run with or without the agent.
 */
public final class BatteryProgram {
  static final String ONLY_HERE = "only here: ";

  private final Mode mode;
  private final Checks checks;
  private int lines;

  private BatteryProgram(Mode mode) {
    this.mode = mode;
    this.checks = new Checks(new ThreadStage(mode));
  }

  /**
   * Runs it.
   *
   * @param args {@code plain} or {@code agent}; then {@code controls} for those instead of the
   *     table, or what the names of operations have to contain
   */
  public static void main(String[] args) throws Exception {
    BatteryProgram battery = new BatteryProgram(Mode.valueOf(args[0].toUpperCase(Locale.ROOT)));
    String part = args.length > 1 ? args[1] : "";
    if (part.equals("controls")) {
      battery.hold(Operations.busyWait().ours(), Property.OTHERS_RUN);
      battery.hold(Operations.swallower().ours(), Property.KILL);
    } else {
      battery.holdAll(part);
    }
    System.out.println(ONLY_HERE + battery.lines + " lines");
  }

  private void holdAll(String part) throws Exception {
    for (Operation<?> operation : Operations.table(mode)) {
      for (Property property : Property.values()) {
        if (operation.name().contains(part) && (mode != Mode.PLAIN || property != Property.KILL)) {
          hold(operation, property);
        }
      }
    }
  }

  private void hold(Operation<?> operation, Property property) throws Exception {
    lines++;
    String found = checks.find(operation, property);
    String expected = operation.expected(mode, property);
    boolean comparable =
        !operation.isOurs()
            && property != Property.KILL
            && operation
                .expected(Mode.PLAIN, property)
                .equals(operation.expected(Mode.AGENT, property));
    System.out.println(
        (comparable ? "" : ONLY_HERE)
            + operation
            + " "
            + property
            + ": "
            + found
            + (found.equals(expected) ? "" : "  UNEXPECTED, the table says: " + expected));
  }
}
