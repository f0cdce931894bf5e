package io.greenlet.patch.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Waits in a class initializer, where a thread cannot be taken off what carries it. */
final class Pinned {
  private static final byte[] CODE = code();

  private static volatile long millis;

  private Pinned() {}

  /** Initialised anew by each loader. */
  static final class Sleeper {
    static {
      try {
        Thread.sleep(Long.getLong("pinned.millis"));
      } catch (InterruptedException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private Sleeper() {}
  }

  /** A loader for one class. */
  private static final class Loader extends ClassLoader {
    Class<?> define() {
      return defineClass(Sleeper.class.getName(), CODE, 0, CODE.length);
    }
  }

  private static byte[] code() {
    try (InputStream code = Pinned.class.getResourceAsStream("Pinned$Sleeper.class")) {
      return code.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sleeps, pinned; all do so equally long. */
  static void sleep(long length) {
    if (length != millis) {
      millis = length;
      System.setProperty("pinned.millis", Long.toString(length));
    }
    try {
      Class.forName(Sleeper.class.getName(), true, new Loader().define().getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
