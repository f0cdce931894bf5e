package io.greenlet.patch.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.stream.Stream;

/** Reads from a socket in a class initializer, which holds the carrier for as long as it takes. */
public final class ReadsInInitializer {
  private ReadsInInitializer() {}

  private static final class Settings {
    static final int VALUE = read();

    private static int read() {
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("port"))) {
        return socket.getInputStream().read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Argument: the port of a server elsewhere, which answers the first connection with one byte when
   * there is a second, made when the reader waits, by a thread that must not be a greenlet.
   */
  public static void main(String[] args) throws Exception {
    System.setProperty("port", args[0]);
    Thread reader = new Thread(() -> System.out.println("read: " + Settings.VALUE), "reader");
    new Thread(() -> tellWhenWaiting(reader), "teller").start();
    reader.start();
    reader.join();
  }

  /** Its state does not tell: a thread in a call of the system is one that runs. */
  private static boolean waitsForSocket(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("park"));
  }

  private static void tellWhenWaiting(Thread reader) {
    Until.isTrue(() -> waitsForSocket(reader));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("port"))) {
      System.out.println("told: " + socket.isConnected());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
