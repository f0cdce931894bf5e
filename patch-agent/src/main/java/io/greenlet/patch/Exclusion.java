package io.greenlet.patch;

/**
 * Threads that the user wants left alone, by name or by class; a star stands for anything.
 *
 * @param byName whether the pattern is for the thread's name, not its class
 * @param pattern the pattern
 */
record Exclusion(boolean byName, String pattern) {
  boolean matches(String threadName, String className) {
    return matches(pattern, 0, byName ? threadName : className, 0);
  }

  private static boolean matches(String pattern, int p, String text, int t) {
    if (p == pattern.length()) {
      return t == text.length();
    }
    if (pattern.charAt(p) == '*') {
      for (int rest = t; rest <= text.length(); rest++) {
        if (matches(pattern, p + 1, text, rest)) {
          return true;
        }
      }
      return false;
    }
    return t < text.length()
        && pattern.charAt(p) == text.charAt(t)
        && matches(pattern, p + 1, text, t + 1);
  }
}
