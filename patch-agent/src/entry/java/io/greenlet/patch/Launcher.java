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
  private static final String USAGE =
      "Runs a Java program with every thread a greenlet."
          + "\n"
          + "\nusage: java [JVM options] -jar patch-agent.jar [options] -jar FILE [arguments]"
          + "\n       java [JVM options] -jar patch-agent.jar [options] -cp PATH MAINCLASS [arguments]"
          + "\n       java -javaagent:patch-agent.jar[=options] ..."
          + "\n"
          + "\noptions, separated by commas:"
          + "\n  hubs=N                 spread the threads over N hubs, each with one carrier thread"
          + "\n  areas=AREA+AREA        patch only these: thread, time, socket, main"
          + "\n  exclude=name:PATTERN   leave threads alone, by name or by class:PATTERN; * stands"
          + "\n                         for anything, + separates several"
          + "\n  onError=continue       run unpatched where patching fails, instead of exiting"
          + "\n  verbose                say on standard error what was woven";

  private Launcher() {}

  /**
   * Runs an application, or prints how to.
   *
   * @param arguments options of the agent, the application, and its arguments
   * @throws Throwable what the application's main threw
   */
  public static void main(String[] arguments) throws Throwable {
    if (arguments.length == 0 || arguments[0].equals("--help") || arguments[0].equals("-h")) {
      System.out.println(USAGE);
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

  private static void fail(String line) {
    System.err.println(line);
    System.exit(1);
  }
}
