package io.greenlet.battery;

import io.greenlet.Greenlet;
import io.greenlet.HubStats;
import java.io.File;
import java.util.HashSet;
import java.util.Set;

/** What the process holds at a moment: descriptors, threads, and what is on the current hub. */
final class Remains {
  private static final int LOOKS = 100;

  private final Stage stage;
  private final int descriptors;
  private final Set<Thread> threads;
  private final long alive;
  private final int timers;

  private Remains(Stage stage) {
    this.stage = stage;
    String[] open = new File("/proc/self/fd").list();
    descriptors = open == null ? 0 : open.length;
    threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(Remains::isOfTheJdk);
    Greenlet<?> current = stage.greenlet();
    HubStats stats = current == null ? null : current.hub().stats();
    alive = stats == null ? 0 : stats.alive();
    timers = stats == null ? 0 : stats.timers();
  }

  static Remains now(Stage stage) {
    return new Remains(stage);
  }

  /** Those that the JDK starts once, or keeps for a minute. */
  private static boolean isOfTheJdk(Thread thread) {
    String name = thread.getName();
    return name.startsWith("process reaper")
        || name.startsWith("ForkJoinPool")
        || name.contains("DelayScheduler")
        || name.startsWith("Cleaner-");
  }

  /**
   * What there is more now, empty for nothing; given a moment, since threads end a little after
   * their work.
   */
  String since() throws InterruptedException {
    String more = more();
    for (int i = 0; i < LOOKS && !more.isEmpty(); i++) {
      Thread.sleep(5);
      stage.pause();
      more = more();
    }
    return more.strip();
  }

  private String more() {
    Remains now = new Remains(stage);
    StringBuilder more = new StringBuilder();
    count(more, "descriptors", now.descriptors - descriptors);
    count(more, "greenlets", now.alive - alive);
    count(more, "timers", now.timers - timers);
    now.threads.removeAll(threads);
    count(more, "threads: " + now.threads, now.threads.size());
    return more.toString();
  }

  private static void count(StringBuilder more, String what, long count) {
    if (count > 0) {
      more.append(' ').append(count).append(' ').append(what);
    }
  }
}
