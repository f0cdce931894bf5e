package io.greenlet.patch;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Reads the option {@code areas}: those to patch, or, each with a minus, those not to patch. */
final class AreaOption {
  private AreaOption() {}

  /** The areas to patch; throws, naming the option, if the value says nothing of the kind. */
  static Set<Area> parse(String option, String value) {
    boolean allBut = value.startsWith("-");
    Set<Area> named = EnumSet.noneOf(Area.class);
    for (String item : value.split("\\+", -1)) {
      if (item.startsWith("-") != allBut) {
        throw Options.wrong(option, "areas to patch and areas not to patch do not mix");
      }
      named.add(area(option, allBut ? item.substring(1) : item));
    }
    return Collections.unmodifiableSet(allBut ? allBut(named) : withNeeded(named));
  }

  private static Area area(String option, String name) {
    for (Area area : Area.values()) {
      if (area.optionName().equalsIgnoreCase(name)) {
        return area;
      }
    }
    throw Options.wrong(option, "no area '" + name + "'");
  }

  /** The main thread's face is a face like the others; the streams of processes are files. */
  private static Set<Area> withNeeded(Set<Area> named) {
    if (named.contains(Area.MAIN)) {
      named.add(Area.THREAD);
    }
    if (named.contains(Area.PROCESS)) {
      named.add(Area.FILE);
    }
    return named;
  }

  /** Who leaves threads alone, leaves main alone; and who leaves files alone, processes. */
  private static Set<Area> allBut(Set<Area> named) {
    Set<Area> areas = Area.all();
    areas.removeAll(named);
    if (named.contains(Area.THREAD)) {
      areas.remove(Area.MAIN);
    }
    if (named.contains(Area.FILE)) {
      areas.remove(Area.PROCESS);
    }
    return areas;
  }
}
