package io.greenlet.battery;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Files that make one wait: named pipes. */
final class FileWaits {
  private static final String NATIVE = "a native call without the agent, which holds up its hub";
  private static final String IGNORES = "files ignore interrupts";

  private FileWaits() {}

  static List<Operation<?>> table() {
    return List.of(
        file("FileInputStream.open", NamedPipe::make)
            .blocks(pipe -> new FileInputStream(pipe.path().toFile()).close())
            .woken(pipe -> new FileOutputStream(pipe.path().toFile()).close()),
        file("FileInputStream.read", Ends::open)
            .blocks(ends -> ends.in().read())
            .woken(ends -> ends.out().write('x')),
        file("Files.newInputStream.read", Ends::open)
            .blocks(ends -> readOnce(ends.pipe().path()))
            .woken(ends -> ends.out().write('x')),
        file("Files.newByteChannel", NamedPipe::make)
            .blocks(pipe -> Files.newByteChannel(pipe.path()).close())
            .woken(pipe -> FileChannel.open(pipe.path(), StandardOpenOption.WRITE).close()));
  }

  private static <S> Operation<S> file(String name, Operation.Setup<S> setup) {
    return Operation.of(name, setup)
        .unlimited("files have none")
        .uninterruptible(IGNORES)
        .but(Mode.LIBRARY, Property.OTHERS_RUN, "others wait", NATIVE)
        .but(Mode.LIBRARY, Property.FOREIGN_WAKE, "returns, when woken", NATIVE)
        .but(Mode.LIBRARY, Property.INTERRUPT, "returns, when woken", NATIVE);
  }

  /** Reads by a channel that ignores interrupts. */
  private static void readOnce(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      in.read();
    }
  }

  /** A named pipe, whose opening waits for that of the other end. */
  private record NamedPipe(Path path) implements AutoCloseable {
    static NamedPipe make() throws IOException, InterruptedException {
      Path path = Files.createTempDirectory("battery").resolve("pipe");
      new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
      return new NamedPipe(path);
    }

    @Override
    public void close() throws IOException {
      Files.delete(path);
      Files.delete(path.getParent());
    }
  }

  /** Both ends of a named pipe. */
  private record Ends(NamedPipe pipe, RandomAccessFile out, FileInputStream in)
      implements AutoCloseable {
    static Ends open() throws IOException, InterruptedException {
      NamedPipe pipe = NamedPipe.make();
      // Opened for both it waits for no other end.
      RandomAccessFile out = new RandomAccessFile(pipe.path().toFile(), "rw");
      return new Ends(pipe, out, new FileInputStream(pipe.path().toFile()));
    }

    @Override
    public void close() throws IOException {
      in.close();
      out.close();
      pipe.close();
    }
  }
}
