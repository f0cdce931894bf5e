package io.greenlet.patch;

import java.util.Locale;

/**
 * What the user says of threads in {@code include=} and {@code exclude=}; a star stands for
 * anything, also for nothing.
 *
 * @param kind what of a thread is looked at
 * @param pattern what it has to be
 */
record ThreadPattern(Kind kind, String pattern) {

  /** What of a thread is looked at. */
  enum Kind {
    /** The name that it has when it starts. */
    NAME,
    /** The class that tells what it does: its own, or that of its task. */
    CLASS,
    /** The package of that class, or one above. */
    PACKAGE;

    /** The name of the kind in the agent's options. */
    String optionName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads {@code kind:PATTERN}; null if it is not so written. */
  @Nullable
  static ThreadPattern parse(String text) {
    int colon = text.indexOf(':');
    if (colon > 0 && colon < text.length() - 1) {
      for (Kind kind : Kind.values()) {
        if (text.substring(0, colon).equals(kind.optionName())) {
          return new ThreadPattern(kind, text.substring(colon + 1));
        }
      }
    }
    return null;
  }

  /** Whether a thread is meant. */
  boolean matches(String threadName, String className) {
    return switch (kind) {
      case NAME -> fits(pattern, threadName);
      case CLASS -> fits(pattern, className);
      case PACKAGE -> {
        int dot = className.lastIndexOf('.');
        String name = dot < 0 ? "" : className.substring(0, dot);
        yield fits(pattern, name) || fits(pattern.concat(".*"), name);
      }
    };
  }

  /**
   * A star first takes nothing; where the rest then does not fit, the last star takes one more
   * character. To go back to an earlier star would find nothing new.
   */
  private static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int taken = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  @Override
  public String toString() {
    return kind.optionName() + ":" + pattern;
  }
}
