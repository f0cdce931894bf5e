package io.greenlet.bench.startup;

import io.greenlet.bench.harness.Commands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run of a program that greets and ends took.
 *
 * @param wall milliseconds
 * @param cpu milliseconds, in the program and in the kernel
 */
record Times(double wall, double cpu) {
  /** The shell's own clock: CPU time of a child to the millisecond. */
  private static final List<String> TIMED =
      List.of("env", "LC_ALL=C", "bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\" >&2", "timed");

  /** Runs a command. */
  static Times of(List<String> command) throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(TIMED);
    timed.addAll(command);
    return parse(Commands.output(timed));
  }

  /** The last line that was printed; one before it is the greeting, and no other may be. */
  private static Times parse(String printed) {
    List<String> lines = printed.lines().toList();
    if (lines.size() != 2 || !lines.getFirst().startsWith("hello")) {
      throw new IllegalStateException("The program was to greet and to say no more: " + printed);
    }
    String[] seconds = lines.getLast().split(" ");
    return new Times(
        1000 * Double.parseDouble(seconds[0]),
        1000 * (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])));
  }

  Times since(Times bare) {
    return new Times(wall - bare.wall, cpu - bare.cpu);
  }

  @Override
  public String toString() {
    return "%.0f ms, %.0f ms of CPU".formatted(wall, cpu);
  }
}
