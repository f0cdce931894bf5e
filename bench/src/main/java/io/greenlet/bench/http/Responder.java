package io.greenlet.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;

/**
 * An HTTP server as textbooks have it: a thread for each connection, blocking reads and writes. It
 * knows nothing of greenlets; whether its platform threads are some is a matter of how the JVM is
 * started.
 */
public final class Responder {
  private static final int BACKLOG = 16_384;
  private static final byte[] ANSWER = Wire.answer();

  private Responder() {}

  /**
   * Serves until the process is ended.
   *
   * @param args the port on the loopback address, and which threads: {@code platform} or {@code
   *     virtual}
   */
  public static void main(String[] args) throws IOException {
    ThreadFactory threads =
        args[1].equals("virtual") ? Thread.ofVirtual().factory() : task -> new Thread(task);
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), BACKLOG, loopback)) {
      while (true) {
        Socket connection = server.accept();
        threads.newThread(() -> serve(connection)).start();
      }
    }
  }

  private static void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = connection.getInputStream();
      OutputStream out = connection.getOutputStream();
      byte[] buffer = new byte[1024];
      int endSeen = 0;
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        for (int i = 0; i < length; i++) {
          endSeen = Wire.endSeen(endSeen, buffer[i]);
          if (endSeen == 4) {
            out.write(ANSWER);
          }
        }
      }
    } catch (IOException e) {
      // The client has gone in the middle of an exchange; there is nobody left to tell.
      return;
    }
  }
}
