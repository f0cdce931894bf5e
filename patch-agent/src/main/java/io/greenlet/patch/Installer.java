package io.greenlet.patch;

import java.lang.instrument.Instrumentation;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one door to the {@link Installation} of this JVM, for the entry points: agent, launcher and
 * {@link Monkey}.
 */
final class Installer {
  private static final ReentrantLock LOCK = new ReentrantLock();

  // Guarded by LOCK; null before the first install.
  @Nullable private static Installation installation;

  private Installer() {}

  /** What to do about a JDK that does not let itself be patched; ends a message. */
  static String advice() {
    return "; this is JDK "
        + Runtime.version()
        + ": use a release of JDK 25, or leave the agent out, or run unpatched with onError=continue";
  }

  /**
   * Installs before main; called by {@link AgentEntry}, by reflection, as that has to load on old
   * JDKs.
   *
   * @throws AgentFailure if the options are wrong, or if patching failed and was not to be
   *     tolerated
   */
  static void enterBeforeMain(String text, Instrumentation instrumentation) {
    enter(text, instrumentation, true);
  }

  /** As {@link #enterBeforeMain}, but attached to an application that runs. */
  static void enterLate(String text, Instrumentation instrumentation) {
    enter(text, instrumentation, false);
  }

  private static void enter(String text, Instrumentation instrumentation, boolean beforeMain) {
    Options options = Options.parse(text);
    Set<Area> areas = EnumSet.copyOf(options.areas());
    if (!beforeMain) {
      areas.remove(Area.MAIN);
    }
    try {
      install(areas, options, instrumentation);
    } catch (RuntimeException | LinkageError | InternalError e) {
      if (!options.continuing()) {
        throw e;
      }
      System.err.println(AgentEntry.explain(e) + "; running unpatched");
      return;
    }
    if (options.verbose()) {
      System.err.print(report());
    }
  }

  /** Installs areas; the options are those of the first call. */
  static void install(Set<Area> areas, Options options, Instrumentation instrumentation) {
    LOCK.lock();
    try {
      if (installation == null) {
        installation = Installation.prepare(instrumentation, options);
      }
      installation.install(areas);
    } finally {
      LOCK.unlock();
    }
  }

  static boolean isPatched(Area area) {
    LOCK.lock();
    try {
      return installation != null && installation.areas().contains(area);
    } finally {
      LOCK.unlock();
    }
  }

  static void remove() {
    LOCK.lock();
    try {
      if (installation != null) {
        installation.remove();
      }
    } finally {
      LOCK.unlock();
    }
  }

  /** The last face has ended while no area was patched. */
  static void leave() {
    LOCK.lock();
    try {
      if (installation != null) {
        installation.leave();
      }
    } finally {
      LOCK.unlock();
    }
  }

  static String report() {
    LOCK.lock();
    try {
      return installation == null ? Report.nothing() : installation.report();
    } finally {
      LOCK.unlock();
    }
  }
}
