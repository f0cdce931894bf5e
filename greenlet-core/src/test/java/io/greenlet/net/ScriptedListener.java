package io.greenlet.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A listener that accepts and fails as it is told, and closes itself in the end. */
final class ScriptedListener extends ServerSocket {
  /** What the next accept does. */
  interface Step {
    Socket accept() throws IOException;
  }

  private final Queue<Step> script;
  private int accepts;

  ScriptedListener(List<? extends Step> script) throws IOException {
    super(0, 0, InetAddress.getLoopbackAddress());
    this.script = new ArrayDeque<>(script);
  }

  int accepts() {
    return accepts;
  }

  /** A step that fails as a system out of file descriptors does. */
  static Socket refuse() throws SocketException {
    throw new SocketException("Too many open files");
  }

  @Override
  public Socket accept() throws IOException {
    accepts++;
    Step next = script.poll();
    if (next == null) {
      close();
      throw new SocketException("Socket closed");
    }
    return next.accept();
  }
}
