package io.greenlet.patch.other;

import io.greenlet.patch.Monkey;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prints of which types the class file differs while patched, and after.
 *
 * <p>Arguments: the command {@code jcmd}, the jar of {@link Recorder}, the types.
 */
public final class Restored {
  private Restored() {}

  public static void main(String[] args) throws Exception {
    Set<String> types = new TreeSet<>(Arrays.asList(args).subList(2, args.length));
    Recorder before = Recorder.begin(types);
    before.look();
    before.end();
    Map<String, byte[]> original = before.take();

    Monkey.patchAll();
    loadAgain(args[0], args[1]);
    Recorder after = Recorder.begin(types);
    after.look();
    Map<String, byte[]> patched = after.take();
    look();
    Monkey.unpatch();
    Map<String, byte[]> restored = after.take();
    look();

    System.out.println("patched: " + differing(types, original, patched));
    System.out.println("restored: " + restored.keySet().containsAll(types));
    System.out.println("left: " + differing(types, original, restored));
  }

  /** The JVM asks agents in the order in which they were loaded. */
  private static void loadAgain(String jcmd, String jar) throws Exception {
    String self = Long.toString(ProcessHandle.current().pid());
    Process process =
        new ProcessBuilder(jcmd, self, "JVMTI.agent_load", jar).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }

  private static Set<String> differing(
      Set<String> types, Map<String, byte[]> original, Map<String, byte[]> other) {
    Set<String> differing = new TreeSet<>();
    for (String type : types) {
      if (!Arrays.equals(original.get(type), other.get(type))) {
        differing.add(type);
      }
    }
    return differing;
  }

  /** Prints whether a new thread is a greenlet. */
  private static void look() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              StackTraceElement[] trace = new Throwable().getStackTrace();
              System.out.println(Thread.currentThread().getName() + ": " + isVirtual());
              System.out.println("frames: " + trace.length);
            },
            "looking");
    thread.start();
    thread.join();
  }

  private static boolean isVirtual() {
    try {
      return ((Thread) Thread.class.getMethod("currentThread").invoke(null)).isVirtual();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
