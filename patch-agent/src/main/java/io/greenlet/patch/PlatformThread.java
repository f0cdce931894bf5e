package io.greenlet.patch;

/** The agent's own threads: in the root group, where no application looks, and never converted. */
final class PlatformThread extends Thread {
  private PlatformThread(String name, Runnable task) {
    super(rootGroup(), task, name, 0, false);
  }

  /** A thread that the JVM starts: a hook of its end. */
  static Thread unstarted(String name, Runnable task) {
    return new PlatformThread(name, task);
  }

  static Thread start(String name, boolean daemon, Runnable task) {
    PlatformThread thread = new PlatformThread(name, task);
    thread.setDaemon(daemon);
    thread.start();
    return thread;
  }

  /** The group of the JVM itself, above all others. */
  static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
