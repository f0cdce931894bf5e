package io.greenlet.patch.readiness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks one after the other, and prints a line for each: its result, or what it threw. */
final class Battery {
  private static final int PATIENCE_SECONDS = 10;

  private static int checks;

  private Battery() {}

  /** A thread that does something which ends in its own time. */
  record Doing(Thread thread, CompletableFuture<Object> result) {
    /** What came of it, in words; bounded, since to hang is what these checks are about. */
    String outcome() throws InterruptedException {
      try {
        return String.valueOf(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        return e.getCause().toString();
      } catch (TimeoutException e) {
        return "does not end";
      }
    }

    /** Waits until it is in a call of the system's, or waits for a descriptor. */
    Doing blocked() {
      while (!result.isDone() && !isBlocked(thread)) {
        Thread.yield();
      }
      return this;
    }
  }

  static Doing doing(String name, Callable<?> body) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(body.call());
              } catch (Throwable t) {
                result.completeExceptionally(t);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return new Doing(thread, result);
  }

  static Doing doing(Callable<?> body) {
    return doing("doing", body);
  }

  private static boolean isBlocked(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      String method = frame.getMethodName();
      if (frame.getClassName().startsWith("sun.nio.ch.")
          && (frame.isNativeMethod() || method.equals("park") || method.equals("doSelect"))) {
        return true;
      }
    }
    return false;
  }

  static void check(String name, Callable<?> body) throws InterruptedException {
    System.out.println(name + ": " + doing("check", body).outcome());
    checks++;
  }

  static int checks() {
    return checks;
  }

  static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  /** Two ends of one connection. */
  record Pair(Socket here, Socket there) implements AutoCloseable {
    static Pair open() throws IOException {
      try (ServerSocket server = new ServerSocket(0, 1, loopback())) {
        Socket here = new Socket(loopback(), server.getLocalPort());
        return new Pair(here, server.accept());
      }
    }

    @Override
    public void close() throws IOException {
      here.close();
      there.close();
    }
  }

  /** Two ends of one connection, as channels. */
  record Channels(SocketChannel here, SocketChannel there) implements AutoCloseable {
    static Channels open() throws IOException {
      try (ServerSocketChannel server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress(loopback(), 0));
        SocketChannel here = SocketChannel.open(server.getLocalAddress());
        return new Channels(here, server.accept());
      }
    }

    @Override
    public void close() throws IOException {
      here.close();
      there.close();
    }
  }
}
