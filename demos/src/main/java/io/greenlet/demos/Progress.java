package io.greenlet.demos;

import java.util.OptionalLong;

/** Says how a run goes: on a terminal in one line that is rewritten, elsewhere in plain lines. */
final class Progress implements AutoCloseable {
  private static final String REWRITE = "\r\033[K";

  private final boolean terminal = isTerminal();
  private final long start = System.nanoTime();
  private final String title;

  Progress(String title) {
    this.title = title;
    if (!terminal) {
      System.out.println(title + " ...");
    }
  }

  /** Shows the seconds since the start and the threads seen so far. */
  void update(OptionalLong threads) {
    if (terminal) {
      String seen = threads.isPresent() ? ", %,d OS threads".formatted(threads.getAsLong()) : "";
      System.out.printf("%s%s ... %.1f s%s", REWRITE, title, seconds(), seen);
      System.out.flush();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // It is null again on JDK 25 where there is no terminal.
  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Takes the line away again, as the table tells the rest. */
  @Override
  public void close() {
    if (terminal) {
      System.out.print(REWRITE);
      System.out.flush();
    }
  }
}
