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
  /** A greenlet that waits for a socket can be killed without harm to the socket. */
  SOCKET(true),
  /** Name look-ups; not woven yet. */
  DNS(false),
  /** Files, pipes and standard input; not woven yet. */
  FILE(false),
  /** Child processes; not woven yet. */
  PROCESS(false),
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
