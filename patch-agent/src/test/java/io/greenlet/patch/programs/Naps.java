package io.greenlet.patch.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Native methods that keep their thread for a time, and never call back. */
final class Naps {
  private static final String PREFIX = "Java_" + Naps.class.getName().replace('.', '_') + "_";

  static {
    load();
  }

  private Naps() {}

  /**
   * Asks the system for a pause.
   *
   * @param time seconds and nanoseconds, in native memory
   * @return what the system answers
   */
  static native int pause(long time);

  /** Waits for a word in memory, as locks do; its waker never comes. */
  native int await(long word, long time);

  /** No native method. */
  static void rest() {}

  static void pauseMillis(int millis) {
    try (Arena arena = Arena.ofConfined()) {
      ensure(pause(time(arena, millis).address()), 0);
    }
  }

  static void awaitMillis(int millis) {
    try (Arena arena = Arena.ofConfined()) {
      int timedOut = -110;
      ensure(
          new Naps().await(arena.allocate(8).address(), time(arena, millis).address()), timedOut);
    }
  }

  private static void ensure(int answer, int expected) {
    if (answer != expected) {
      throw new AssertionError("the system answered " + answer);
    }
  }

  private static MemorySegment time(Arena arena, int millis) {
    return arena.allocateFrom(
        ValueLayout.JAVA_LONG, millis / 1000, TimeUnit.MILLISECONDS.toNanos(millis % 1000));
  }

  /** By nanosleep(time, null), and futex(word, FUTEX_WAIT, 0, time). */
  @SuppressWarnings("restricted")
  private static void load() {
    SharedObject library =
        new SharedObject()
            .add(
                PREFIX + "pause",
                "4889d7 31f6 b823000000 0f05 c3",
                "e00302aa 010080d2 a80c80d2 010000d4 c0035fd6")
            .add(
                PREFIX + "await",
                "4889d7 31f6 31d2 4989ca b8ca000000 0f05 c3",
                "e00302aa 010080d2 020080d2 480c80d2 010000d4 c0035fd6");
    try {
      Path file = Files.createTempFile("naps", ".so");
      library.write(file);
      System.load(file.toString());
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
