package io.greenlet.demos;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the demonstrations have in common that run other programs in JVMs of their own. */
final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a server says where it has been started. */
  private static final Pattern ADDRESS =
      Pattern.compile(" (?:on|at) (?:port )?(\\S+?)(?:[.]{3}| |$)");

  private Demo() {}

  /** One demonstration. */
  @FunctionalInterface
  interface Show {
    /** Runs it; whether all was as it should be. */
    boolean run() throws IOException, InterruptedException;
  }

  /** Runs a demonstration and ends the JVM: with 1 if something was not as it should be. */
  static void main(Show show) throws InterruptedException {
    Locale.setDefault(Locale.ROOT);
    try {
      System.exit(show.run() ? 0 : 1);
    } catch (IOException e) {
      System.err.println("The demo ended early: " + e.getMessage());
      System.exit(1);
    }
  }

  /** The argument of a program, or what is usual. */
  static int number(String[] args, int index, int usual) {
    return args.length > index ? Integer.parseInt(args[index]) : usual;
  }

  /** Where a server that has just been started runs, in its own words. */
  static String address(ChildJvm server) throws IOException {
    Matcher address = ADDRESS.matcher(server.firstLine(PATIENCE));
    if (!address.find()) {
      throw new IOException("the server did not start. It said:\n" + server.said());
    }
    return address.group(1);
  }
}
