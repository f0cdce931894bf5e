package io.greenlet.patch;

/**
 * What the agent and its launcher say of themselves when asked for help.
 *
 * <p>Compiled for Java 8, as {@link Launcher} is.
 */
final class Usage {
  /** How to start. */
  static final String COMMANDS =
      "Runs a Java program with every thread a greenlet."
          + "\n"
          + "\nusage: java [JVM options] -jar patch-agent.jar [options] -jar FILE [arguments]"
          + "\n       java [JVM options] -jar patch-agent.jar [options] -cp PATH MAINCLASS [arguments]"
          + "\n       java -javaagent:patch-agent.jar[=options] ..."
          + "\n";

  /** The options, each at the start of a line. */
  static final String OPTIONS =
      "options, separated by commas:"
          + "\n  hubs=N               spread the threads over N hubs, each with one carrier thread"
          + "\n  areas=AREA+AREA      patch only these: thread, time, socket, dns, file, process,"
          + "\n                       native, main"
          + "\n  areas=-AREA+-AREA    patch all but these"
          + "\n  include=KIND:PATTERN make greenlets only of threads that match; KIND is name (of the"
          + "\n                       thread), class (of the thread, or of what it runs), or package"
          + "\n                       (of that class, and those below); * in PATTERN stands for"
          + "\n                       anything, + separates several"
          + "\n  exclude=KIND:PATTERN leave threads alone that match, also of those included"
          + "\n  onError=continue     run unpatched where patching fails; or exit, as without it"
          + "\n  report[=FILE]        count calls, and say at the end, on standard error or in FILE,"
          + "\n                       what was woven and how often it was called"
          + "\n  dump=SIGNAL          print what every greenlet does, and where it is, on standard error"
          + "\n                       when that signal comes, such as USR2"
          + "\n  blocked=MILLISECONDS print whoever keeps others from running for so long"
          + "\n  calls=CLASS.METHOD   let others run while this native method of the program blocks,"
          + "\n                       which must never call Java back; CLASS.* for all of a class, +"
          + "\n                       separates several"
          + "\n  verbose              say at the start on standard error what was woven"
          + "\n  help                 print this and exit"
          + "\n"
          + "\nEach is also a system property, -Dio.greenlet.patch.hubs=N; what is said here wins.";

  private Usage() {}
}
