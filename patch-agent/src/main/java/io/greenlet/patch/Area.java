package io.greenlet.patch;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A part of the JDK that can be made cooperative on its own. */
public enum Area {
  /** Threads that the application starts become greenlets. */
  THREAD,
  /** Timed waits are served by the timers of the hub. */
  TIME,
  /**
   * Waits for sockets, channels and selectors are served by the hub itself; a greenlet that waits
   * there can be killed without harm to the socket.
   */
  SOCKET,
  /** While a name look-up lasts, the hub runs others. */
  DNS,
  /** While a file, a pipe or the standard input keeps a greenlet waiting, the hub runs others. */
  FILE,
  /** So, too, while a process is started; needs {@link #FILE} for its streams. */
  PROCESS,
  /**
   * While a native function keeps a greenlet waiting that was linked by {@code java.lang.foreign},
   * the hub runs others.
   */
  NATIVE,
  /** The application's {@code main} runs as a greenlet; needs {@link #THREAD}. */
  MAIN;

  /** The name of the area in the agent's options. */
  String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every area. */
  static Set<Area> all() {
    return EnumSet.allOf(Area.class);
  }
}
