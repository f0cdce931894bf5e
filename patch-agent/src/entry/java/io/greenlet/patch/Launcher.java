package io.greenlet.patch;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * Main class of {@code patch-agent.jar}: {@code java -jar patch-agent.jar [options] -jar app.jar
 * args} runs an application patched, without a flag of the JVM. gevent: {@code python -m
 * gevent.monkey}.
 *
 * <p>Compiled for Java 8, as {@link AgentEntry} is, and for the same reason.
 */
public final class Launcher {
  private Launcher() {}

  /**
   * Runs an application, or prints how to.
   *
   * @param arguments options of the agent, the application, and its arguments
   * @throws Throwable what the application's main threw
   */
  public static void main(String[] arguments) throws Throwable {
    if (arguments.length == 0 || isHelp(arguments[0])) {
      System.out.println(Usage.COMMANDS + "\n" + Usage.OPTIONS);
      return;
    }
    String tooOld = AgentEntry.tooOld();
    if (tooOld != null) {
      fail(tooOld);
    }
    Instrumentation instrumentation = AgentEntry.instrumentation();
    if (instrumentation == null) {
      fail("patch-agent: start it as java -jar patch-agent.jar, which lets it patch the JVM");
    }
    try {
      Class.forName("io.greenlet.patch.AppLauncher")
          .getDeclaredMethod("launch", String[].class, Instrumentation.class)
          .invoke(null, arguments, instrumentation);
    } catch (InvocationTargetException e) {
      if (e.getCause().getClass().getName().equals("io.greenlet.patch.AgentFailure")) {
        fail(AgentEntry.explain(e.getCause()));
      }
      throw e.getCause();
    }
  }

  private static boolean isHelp(String argument) {
    return argument.equals("help") || argument.equals("--help") || argument.equals("-h");
  }

  private static void fail(String line) {
    System.err.println(line);
    System.exit(1);
  }
}
