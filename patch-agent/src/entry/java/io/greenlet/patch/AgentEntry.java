package io.greenlet.patch;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * What the JVM starts: as {@code -javaagent} before main, attached at any time, or ahead of {@link
 * Launcher}.
 *
 * <p>Compiled for Java 8, so that an older Java than the agent needs can load it and be told so. An
 * exception never leaves it: that would abort the JVM. Whatever goes wrong is said in one line, and
 * before main the JVM exits with status 1, unless the option {@code onError=continue} lets the
 * application run unpatched.
 */
public final class AgentEntry {
  /** Option of {@code Monkey} and of the build: gives the instrumentation, and installs nothing. */
  static final String HAND_OVER = "io.greenlet.patch.handOver";

  private static final int NEEDED = 25;
  private static final String CONTINUE = "onError=continue";

  // Written by the JVM's thread that starts the agent, read by whoever patches later.
  private static volatile Instrumentation instrumentation;

  private AgentEntry() {}

  /**
   * Called by the JVM before main.
   *
   * @param options what follows the equals sign of {@code -javaagent}; null for nothing
   * @param given the way to change classes
   */
  public static void premain(String options, Instrumentation given) {
    instrumentation = given;
    if (HAND_OVER.equals(options)) {
      return;
    }
    String failure = enter(options, given, true);
    if (failure != null) {
      System.err.println(failure);
      System.exit(1);
    }
  }

  /**
   * Called by the JVM when the agent is attached, and ahead of {@link Launcher}. A JVM that runs
   * already is not ended because patching it failed.
   *
   * @param options as given by who attaches; null for nothing
   * @param given the way to change classes
   */
  public static void agentmain(String options, Instrumentation given) {
    instrumentation = given;
    if (HAND_OVER.equals(options) || isLaunching()) {
      return;
    }
    String failure = enter(options, given, false);
    if (failure != null) {
      System.err.println(failure);
    }
  }

  /** What the JVM gave; null if it has not started the agent. */
  static Instrumentation instrumentation() {
    return instrumentation;
  }

  /** Whether this is {@code java -jar patch-agent.jar}: the JDK's launcher looks for its main. */
  private static boolean isLaunching() {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (frame.getClassName().equals("sun.launcher.LauncherHelper")) {
        return true;
      }
    }
    return false;
  }

  /** Installs; answers what to say if that failed and is not to be tolerated. */
  private static String enter(String options, Instrumentation given, boolean beforeMain) {
    String tooOld = tooOld();
    if (tooOld != null) {
      if (!isContinuing(options)) {
        return tooOld;
      }
      System.err.println(tooOld + "; running unpatched");
      return null;
    }
    try {
      // Of the shape of premain itself: the JDK spins classes for each other one.
      Class.forName("io.greenlet.patch.Installer")
          .getDeclaredMethod(
              beforeMain ? "enterBeforeMain" : "enterLate", String.class, Instrumentation.class)
          .invoke(null, options, given);
      return null;
    } catch (InvocationTargetException e) {
      return explain(e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      return explain(e);
    }
  }

  private static boolean isContinuing(String options) {
    return options != null && options.contains("onError=")
        ? ("," + options + ",").contains("," + CONTINUE + ",")
        : "continue".equals(System.getProperty("io.greenlet.patch.onError"));
  }

  /** One line on why this Java will not do; null if it will. */
  static String tooOld() {
    String version = System.getProperty("java.specification.version");
    int dot = version.indexOf('.');
    int feature = Integer.parseInt(dot < 0 ? version : version.substring(dot + 1));
    return feature >= NEEDED
        ? null
        : "patch-agent: this is Java "
            + version
            + ", and greenlets need Java "
            + NEEDED
            + " or later: run with a JDK "
            + NEEDED;
  }

  /** One line on a failure: a message made for users, or what an unforeseen one says of itself. */
  static String explain(Throwable failure) {
    String text = "unforeseen failure: " + failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getName().equals("io.greenlet.patch.AgentFailure")) {
        text = cause.getMessage();
        break;
      }
    }
    return "patch-agent: " + text.replaceAll("\\s*\\R\\s*", " ");
  }
}
