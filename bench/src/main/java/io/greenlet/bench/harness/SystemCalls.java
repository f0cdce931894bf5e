package io.greenlet.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the system calls of a process, by name, with the kernel's tracepoints. */
public final class SystemCalls {
  /** What servers call; whatever else they call is in the sum of all. */
  private static final List<String> NAMES =
      List.of(
          "read",
          "write",
          "readv",
          "writev",
          "recvfrom",
          "sendto",
          "recvmsg",
          "sendmsg",
          "accept4",
          "accept",
          "close",
          "epoll_wait",
          "epoll_pwait",
          "epoll_pwait2",
          "epoll_ctl",
          "poll",
          "ppoll",
          "futex",
          "sched_yield",
          "nanosleep",
          "clock_nanosleep",
          "madvise",
          "mprotect",
          "fcntl",
          "getsockopt",
          "io_uring_enter");

  private static final String ALL = "raw_syscalls:sys_enter";

  private SystemCalls() {}

  /**
   * Counts for some time. One that writes a given number of bytes is an answer; so that calls and
   * answers are of the same moments.
   *
   * @param pid of the process
   * @param seconds how long
   * @param answerLength bytes in an answer
   * @return calls per answer by name, without those that are almost never called; the key {@code
   *     all} has the sum of all calls
   * @throws IllegalStateException if the kernel does not let us count, or nothing was answered
   */
  public static Map<String, Double> perAnswer(long pid, int seconds, int answerLength)
      throws IOException, InterruptedException {
    String printed = Commands.output(command(pid, seconds, answerLength));
    Map<String, Double> counts = parse(printed);
    double answers = counts.getOrDefault("answers", 0.0);
    if (answers == 0) {
      throw new IllegalStateException("No answer was written in one piece:\n" + printed);
    }
    counts.remove("answers");
    counts.replaceAll((name, count) -> count / answers);
    counts.values().removeIf(each -> each < 0.005);
    return counts;
  }

  private static List<String> command(long pid, int seconds, int answerLength) {
    List<String> command = new ArrayList<>(List.of("perf", "stat", "-x", ",", "-e", ALL));
    for (String name : NAMES) {
      command.addAll(List.of("-e", "syscalls:sys_enter_" + name));
    }
    // Twice, and told apart by their filters: the last of each name counts answers.
    command.addAll(List.of("-e", "syscalls:sys_enter_write"));
    command.addAll(List.of("--filter", "count == " + answerLength));
    command.addAll(List.of("-e", "syscalls:sys_enter_sendto"));
    command.addAll(List.of("--filter", "len == " + answerLength));
    command.addAll(List.of("-p", Long.toString(pid), "--", "sleep", Integer.toString(seconds)));
    return command;
  }

  /** Reads lines of count, unit, event, ...; a name that comes again counts answers. */
  static Map<String, Double> parse(String printed) {
    Map<String, Double> counts = new TreeMap<>();
    for (String line : printed.lines().toList()) {
      String[] fields = line.split(",");
      if (fields.length < 3 || !fields[0].matches("\\d+")) {
        continue;
      }
      double count = Double.parseDouble(fields[0]);
      String name = fields[2].equals(ALL) ? "all" : fields[2].replaceFirst(".*:sys_enter_", "");
      if (counts.putIfAbsent(name, count) != null) {
        counts.merge("answers", count, Double::sum);
      }
    }
    return counts;
  }
}
