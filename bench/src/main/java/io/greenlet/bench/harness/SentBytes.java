package io.greenlet.bench.harness;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a server has sent, by the kernel's count: so answers can be counted at any moment, without a
 * counter in the server or an end of the load.
 */
public final class SentBytes {
  private static final Pattern SENT = Pattern.compile("bytes_sent:(\\d+)");

  private SentBytes() {}

  /**
   * The bytes sent so far over the connections that are open.
   *
   * @param port of the server
   * @return their sum
   */
  public static long from(int port) throws IOException, InterruptedException {
    String sockets = Commands.output(List.of("ss", "-tinH", "sport", "=", ":" + port));
    return SENT.matcher(sockets)
        .results()
        .map((MatchResult found) -> found.group(1))
        .mapToLong(Long::parseLong)
        .sum();
  }
}
