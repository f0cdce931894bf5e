package io.greenlet.patch.readiness;

import static io.greenlet.patch.readiness.Battery.check;
import static io.greenlet.patch.readiness.Battery.doing;

import io.greenlet.patch.readiness.Battery.Doing;
import io.greenlet.patch.readiness.Battery.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * What ends a stream, or interrupts it: reads that get less than they ask for are followed by what
 * makes no edge of its own.
 */
final class StreamEndChecks {
  private static final int ROUNDS = 300;

  private StreamEndChecks() {}

  static void run() throws InterruptedException {
    check("data and end at once", () -> dataAndEnd(false));
    check("data and end at once, reader waits", () -> dataAndEnd(true));
    check("data, short read, then end", StreamEndChecks::dataThenEnd);
    check("data and reset", StreamEndChecks::dataAndReset);
    check("half-close both ways", StreamEndChecks::halfClose);
    check("shutdownInput ends a read", StreamEndChecks::shutdownInput);
    check("shutdownOutput ends the peer's read", StreamEndChecks::shutdownOutput);
    check("urgent data left out", () -> urgent(false));
    check("urgent data in line", () -> urgent(true));
  }

  private static String dataAndEnd(boolean waits) throws Exception {
    int bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try (Pair pair = Pair.open()) {
        Doing reading = doing(() -> readAll(pair.here()));
        if (waits) {
          reading.blocked();
        }
        pair.there().getOutputStream().write(new byte[3]);
        pair.there().close();
        bytes += Integer.parseInt(reading.outcome());
      }
    }
    return bytes + " bytes";
  }

  private static int readAll(Socket socket) throws IOException {
    byte[] buffer = new byte[100];
    InputStream in = socket.getInputStream();
    int all = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all += n;
    }
    return all;
  }

  private static String dataThenEnd() throws Exception {
    int bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try (Pair pair = Pair.open()) {
        pair.there().getOutputStream().write(new byte[3]);
        byte[] buffer = new byte[100];
        InputStream in = pair.here().getInputStream();
        bytes += in.read(buffer);
        Doing reading = doing(() -> in.read(buffer));
        pair.there().close();
        bytes += Integer.parseInt(reading.outcome());
      }
    }
    return bytes + " bytes less ends";
  }

  private static String dataAndReset() throws Exception {
    try (Pair pair = Pair.open()) {
      Doing reading = doing(() -> readAll(pair.here())).blocked();
      pair.there().setSoLinger(true, 0);
      pair.there().close();
      return reading.outcome();
    }
  }

  private static String halfClose() throws Exception {
    try (Pair pair = Pair.open()) {
      Doing echo =
          doing(() -> {
            int all = readAll(pair.there());
            pair.there().getOutputStream().write(new byte[all]);
            pair.there().shutdownOutput();
            return all;
          });
      Doing reading = doing(() -> readAll(pair.here())).blocked();
      OutputStream out = pair.here().getOutputStream();
      for (int i = 0; i < 10; i++) {
        out.write(new byte[7]);
      }
      pair.here().shutdownOutput();
      return echo.outcome() + " there, " + reading.outcome() + " here";
    }
  }

  private static String shutdownInput() throws Exception {
    try (Pair pair = Pair.open()) {
      Doing reading = doing(() -> pair.here().getInputStream().read()).blocked();
      pair.here().shutdownInput();
      return reading.outcome();
    }
  }

  private static String shutdownOutput() throws Exception {
    try (Pair pair = Pair.open()) {
      Doing reading = doing(() -> pair.there().getInputStream().read()).blocked();
      pair.here().shutdownOutput();
      return reading.outcome();
    }
  }

  /** A read ends at the mark though there is more behind. */
  private static String urgent(boolean inLine) throws Exception {
    int bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try (Pair pair = Pair.open()) {
        pair.here().setOOBInline(inLine);
        Doing reading = doing(() -> readAll(pair.here()));
        OutputStream out = pair.there().getOutputStream();
        out.write(new byte[] {1, 1, 1});
        pair.there().sendUrgentData(2);
        out.write(new byte[] {3, 3, 3});
        pair.there().close();
        bytes += Integer.parseInt(reading.outcome());
      }
    }
    return bytes + " bytes";
  }
}
