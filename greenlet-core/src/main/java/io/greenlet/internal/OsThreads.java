package io.greenlet.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the operating system knows of this process's threads and Java does not say: that one was
 * woken and has not run yet. Only Linux tells, in {@code /proc}.
 */
final class OsThreads {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path SELF = Path.of("/proc/thread-self");

  /**
   * How the virtual machine's own threads are called, which run no Java, and that which only prints
   * what it sees: none of them wakes anybody.
   */
  private static final List<String> INERT =
      List.of("VM ", "GC ", "G1 ", "C1 ", "C2 ", Inspection.PRINTING_MONITOR);

  private OsThreads() {}

  /** The system's number of the current thread; null if this system does not tell. */
  static @Nullable String currentId() {
    try {
      return SELF.toRealPath().getFileName().toString();
    } catch (IOException e) {
      return null;
    }
  }

  /** How often a thread has been switched, provided that it sleeps; -1 otherwise. */
  static long switchesIfAsleep(String id) {
    Map<String, Long> switches = new HashMap<>();
    try {
      return addAsleep(TASKS.resolve(id), id, switches) ? switches.getOrDefault(id, -1L) : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * Whether a thread that sleeps may do so inside of the JVM, which waits by futexes: not in
   * another call of the system. Where the system does not tell, it may.
   */
  static boolean mayWaitInJvm(String id) {
    try {
      String place = Files.readString(TASKS.resolve(id).resolve("wchan"));
      return place.isEmpty() || place.equals("0") || place.startsWith("futex");
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * How often each thread but the current one has been switched, provided that all of them sleep.
   * Two equal answers say that none ran and none was woken in between.
   *
   * @return null if one runs or was woken, or if this system does not tell
   */
  static @Nullable Map<String, Long> switchesWhileAsleep() {
    Map<String, Long> switches = new HashMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      String self = SELF.toRealPath().getFileName().toString();
      for (Path task : tasks) {
        String id = task.getFileName().toString();
        if (!id.equals(self) && !addAsleep(task, id, switches)) {
          return null;
        }
      }
    } catch (IOException e) {
      return null;
    }
    return switches;
  }

  private static boolean addAsleep(Path task, String id, Map<String, Long> switches)
      throws IOException {
    List<String> status;
    try {
      status = Files.readAllLines(task.resolve("status"));
    } catch (NoSuchFileException e) {
      return false;
    }
    long count = 0;
    for (String line : status) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("Name:") && isInert(value)) {
        return true;
      }
      if (line.startsWith("State:") && !value.startsWith("S")) {
        return false;
      }
      if (line.startsWith("voluntary_ctxt") || line.startsWith("nonvoluntary_ctxt")) {
        count += Long.parseLong(value);
      }
    }
    switches.put(id, count);
    return true;
  }

  /** A plain loop: the agent looks at its start, when the first lambda is dear. */
  private static boolean isInert(String name) {
    for (String start : INERT) {
      if (name.startsWith(start)) {
        return true;
      }
    }
    return false;
  }
}
