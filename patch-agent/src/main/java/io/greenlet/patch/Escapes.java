package io.greenlet.patch;

import java.util.ArrayList;
import java.util.List;

/** Threads that live and would be greenlets, had they been started patched. */
final class Escapes {
  /** The JVM's own main thread comes back under this name when main has ended. */
  private static final String JVM_AT_ITS_END = "DestroyJavaVM";

  private Escapes() {}

  /** The threads; the lists of the JDK may miss one that starts or ends right now. */
  static List<Thread> threads(Conversion conversion) {
    ThreadGroup root = PlatformThread.rootGroup();
    Thread[] all = new Thread[2 * root.activeCount() + 1];
    int count = root.enumerate(all, true);
    List<Thread> escaped = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (isPlatform(all[i]) && conversion.wants(all[i])) {
        escaped.add(all[i]);
      }
    }
    return escaped;
  }

  private static boolean isPlatform(Thread thread) {
    return !thread.isVirtual()
        && GreenletBridge.face(thread) == null
        && !thread.getName().equals(JVM_AT_ITS_END)
        && !ConversionRule.isOwn(thread);
  }
}
