package io.greenlet.patch;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A part of the JDK that can be made cooperative on its own. */
public enum Area {
  /** Threads that the application starts become greenlets. */
  THREAD(true),
  /** Timed waits are served by the timers of the hub. */
  TIME(true),
  /**
   * Waits for sockets, channels and selectors are served by the hub itself; a greenlet that waits
   * there can be killed without harm to the socket.
   */
  SOCKET(true),
  /** While a name look-up lasts, the hub runs others. */
  DNS(true),
  /** While a file, a pipe or the standard input keeps a greenlet waiting, the hub runs others. */
  FILE(true),
  /** So, too, while a process is started; needs {@link #FILE} for its streams. */
  PROCESS(true),
  /** The application's {@code main} runs as a greenlet; needs {@link #THREAD}. */
  MAIN(true);

  private final boolean woven;

  Area(boolean woven) {
    this.woven = woven;
  }

  /** Whether this version of the agent knows how to weave the area. */
  boolean isWovenToday() {
    return woven;
  }

  /** The name of the area in the agent's options. */
  String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every area that this version can weave. */
  static Set<Area> today() {
    EnumSet<Area> areas = EnumSet.noneOf(Area.class);
    for (Area area : values()) {
      if (area.woven) {
        areas.add(area);
      }
    }
    return Collections.unmodifiableSet(areas);
  }
}
