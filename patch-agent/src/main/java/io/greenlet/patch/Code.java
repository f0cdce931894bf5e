package io.greenlet.patch;

import java.util.Set;

/** Whose a class is: the JDK's, the toolkit's own, or the application's. */
final class Code {
  private static final Set<String> OWN =
      Set.of(
          "io.greenlet",
          "io.greenlet.internal",
          "io.greenlet.sync",
          "io.greenlet.pool",
          "io.greenlet.generator",
          "io.greenlet.net",
          "io.greenlet.diagnostics",
          "io.greenlet.sim",
          "io.greenlet.patch");
  private static final String SHADED = "io.greenlet.patch.shaded.";

  private Code() {}

  /** Whether a class is part of the JDK, whichever loader it has: some modules share ours. */
  static boolean isJdk(Class<?> type) {
    return isJdk(type.getModule(), type.getClassLoader());
  }

  static boolean isJdk(Module module, @Nullable ClassLoader loader) {
    String name = module.getName();
    if (name == null) {
      // Put on the boot class path by the user, or by another agent.
      return false;
    }
    return loader == null
        || loader.equals(ClassLoader.getPlatformClassLoader())
        || name.startsWith("java.")
        || name.startsWith("jdk.");
  }

  /** Whether a class is the core's or the agent's; demos and tests beside them are applications. */
  static boolean isOwn(String className) {
    int dot = className.lastIndexOf('.');
    return className.startsWith(SHADED) || (dot > 0 && OWN.contains(className.substring(0, dot)));
  }
}
