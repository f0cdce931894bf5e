package io.greenlet.bench.stuck;

import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A call that keeps its thread until another process does something: a shell, which is none of this
 * JVM's hubs.
 */
enum Call {
  FIFO_OPEN("opening a FIFO") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      Process other = shell("sleep %s; printf x > %s", seconds(millis), fifo);
      Ticker.Observation seen = ticker.during(() -> new FileInputStream(fifo.toFile()).close());
      other.waitFor();
      return seen;
    }
  },
  FIFO_READ("reading a FIFO") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      Process other = shell("exec 3> %2$s; sleep %1$s; printf x >&3", seconds(millis), fifo);
      try (FileInputStream in = new FileInputStream(fifo.toFile())) {
        Ticker.Observation seen = ticker.during(in::read);
        other.waitFor();
        return seen;
      }
    }
  },
  RANDOM_ACCESS("reading a FIFO opened as a RandomAccessFile, for a slow file") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      Process other = shell("sleep %s; printf x > %s", seconds(millis), fifo);
      try (RandomAccessFile file = new RandomAccessFile(fifo.toFile(), "rw")) {
        Ticker.Observation seen = ticker.during(file::read);
        other.waitFor();
        return seen;
      }
    }
  },
  CHILD_OUTPUT("reading what a child process writes") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      Process other = shell("sleep %s; printf x", seconds(millis), fifo);
      Ticker.Observation seen = ticker.during(() -> other.getInputStream().read());
      other.waitFor();
      return seen;
    }
  },
  STANDARD_INPUT("reading the standard input") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      String input = "/proc/" + ProcessHandle.current().pid() + "/fd/0";
      Process other = shell("sleep %s; printf x > " + input, seconds(millis), fifo);
      Ticker.Observation seen = ticker.during(System.in::read);
      other.waitFor();
      return seen;
    }
  },
  LOOK_UP("a look-up by a resolver of the program's own") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      Process other = shell("sleep %s; printf x > %s", seconds(millis), fifo);
      // A name that is in no cache.
      String name = SlowResolver.name(fifo, System.nanoTime());
      Ticker.Observation seen = ticker.during(() -> InetAddress.getByName(name));
      other.waitFor();
      return seen;
    }
  },
  PINNED_SLEEP("sleeping in a class initializer") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      System.setProperty(Sleeper.MILLIS, Integer.toString(millis));
      byte[] code;
      try (InputStream in = Call.class.getResourceAsStream("Call$Sleeper.class")) {
        code = in.readAllBytes();
      }
      return ticker.during(() -> MethodHandles.lookup().defineHiddenClass(code, true));
    }
  },
  SOCKET_READ("reading a SocketChannel, which can be polled") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      try (ServerSocketChannel server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String address = "/dev/tcp/127.0.0.1/" + server.socket().getLocalPort();
        Process other =
            shell("exec 3<> " + address + "; sleep %s; printf x >&3", seconds(millis), fifo);
        try (SocketChannel channel = server.accept()) {
          ByteBuffer buffer = ByteBuffer.allocate(1);
          Ticker.Observation seen = ticker.during(() -> channel.read(buffer));
          other.waitFor();
          return seen;
        }
      }
    }
  },
  NATIVE_POLL("poll(2), linked by java.lang.foreign") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      MethodHandle poll = Linked.POLL;
      return ticker.during(() -> {
        try {
          int ready = (int) poll.invokeExact(MemorySegment.NULL, 0L, millis);
          if (ready != 0) {
            throw new IOException("poll of nothing answered " + ready);
          }
        } catch (Exception | Error e) {
          throw e;
        } catch (Throwable t) {
          throw new AssertionError(t);
        }
      });
    }
  },
  KNOWN_METHOD("epoll_wait(2), by a native method that the agent knows") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      Method wait =
          Native.class.getDeclaredMethod("epollWait", int.class, long.class, int.class, int.class);
      wait.setAccessible(true);
      FileDescriptor epoll = Native.newEpollCreate();
      try (Arena arena = Arena.ofConfined()) {
        long events = arena.allocate(Native.sizeofEpollEvent()).address();
        return ticker.during(() -> wait.invoke(null, epoll.intValue(), events, 1, millis));
      } finally {
        epoll.close();
      }
    }
  },
  NATIVE_METHOD("read(2), by a native method of a library") {
    @Override
    Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception {
      Process other = shell("sleep %s; printf x > %s", seconds(millis), fifo);
      try (RandomAccessFile _ = new RandomAccessFile(fifo.toFile(), "rw")) {
        FileDescriptor file = new FileDescriptor(numberOf(fifo));
        ByteBuffer buffer = ByteBuffer.allocateDirect(1);
        Ticker.Observation seen = ticker.during(() -> file.read(buffer, 0, 1));
        other.waitFor();
        return seen;
      }
    }
  };

  /** A call. */
  @FunctionalInterface
  interface Blocking {
    void run() throws Exception;
  }

  /** Its initializer is run again for each copy of it. */
  static final class Sleeper {
    static final String MILLIS = "stuck.millis";

    static {
      try {
        Thread.sleep(Long.getLong(MILLIS));
      } catch (InterruptedException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private Sleeper() {}
  }

  /** Looked up when it is wanted. */
  @SuppressWarnings("restricted")
  private static final class Linked {
    static final MethodHandle POLL =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("poll"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT));

    private Linked() {}
  }

  private final String title;

  Call(String title) {
    this.title = title;
  }

  /**
   * Makes the call and watches the ticker meanwhile.
   *
   * @param fifo for it to use
   * @param millis how long it is to take
   */
  abstract Ticker.Observation observe(Ticker ticker, Path fifo, int millis) throws Exception;

  private static String seconds(int millis) {
    return "%.3f".formatted(millis / 1e3);
  }

  /** The number of the descriptor by which this process has a file open. */
  private static int numberOf(Path file) throws IOException {
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(
            Path.of("/proc/self/fd"),
            descriptor ->
                Files.isSymbolicLink(descriptor)
                    && file.equals(Files.readSymbolicLink(descriptor)))) {
      return Integer.parseInt(descriptors.iterator().next().getFileName().toString());
    }
  }

  private static Process shell(String script, String seconds, Path fifo) throws IOException {
    return new ProcessBuilder("bash", "-c", script.formatted(seconds, fifo)).start();
  }

  @Override
  public String toString() {
    return title;
  }
}
