package io.greenlet.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What goes over the wire, the same for every responder. */
final class Wire {
  private Wire() {}

  /** The one answer. Its length tells the kernel's count of answers from that of other writes. */
  static byte[] answer() {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, world!"
        .getBytes(US_ASCII);
  }

  /** How many bytes of the empty line that ends a request's head there are; 4 is all of it. */
  static int endSeen(int before, byte next) {
    return switch (next) {
      case '\r' -> before == 2 ? 3 : 1;
      case '\n' -> before == 1 || before == 3 ? before + 1 : 0;
      default -> 0;
    };
  }
}
