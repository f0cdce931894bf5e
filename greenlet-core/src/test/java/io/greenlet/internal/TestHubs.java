package io.greenlet.internal;

import java.util.stream.Collectors;

/** What tests may ask of the current plain thread's hub and no user can. */
public final class TestHubs {
  private TestHubs() {}

  /** One line for each greenlet that has run and not ended. */
  public static String describeAlive() {
    Loop loop = Loop.ofPlainThread();
    return loop.strands().stream()
        .map(strand -> strand.describe())
        .collect(Collectors.joining("\n  ", loop + "\n  ", "\n"));
  }
}
