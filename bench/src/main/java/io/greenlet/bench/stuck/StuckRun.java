package io.greenlet.bench.stuck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gets stuck in each call in turn, beside a ticker. An ordinary program, to be patched or not. */
public final class StuckRun {
  private static final int WARM_UP_MILLIS = 20;

  private StuckRun() {}

  /**
   * Prints a line for each call: its name, how often the ticker woke up during it, and how many
   * milliseconds that was late at most.
   *
   * @param args how long each call is to take in milliseconds
   */
  public static void main(String[] args) throws Exception {
    int millis = Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("stuck");
    Path fifo = folder.resolve("fifo");
    if (new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() != 0) {
      throw new IOException("no FIFO could be made: " + fifo);
    }
    Ticker ticker = Ticker.start();
    for (Call call : Call.values()) {
      call.observe(ticker, fifo, WARM_UP_MILLIS);
      Ticker.Observation seen = call.observe(ticker, fifo, millis);
      System.out.println(call.name() + " " + seen.ticks() + " " + seen.worst());
    }
    Files.delete(fifo);
    Files.delete(folder);
  }
}
