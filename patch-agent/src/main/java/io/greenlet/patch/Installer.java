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

  private static final Listeners LISTENERS = new Listeners();

  // Guarded by LOCK; null before the first install.
  @Nullable private static Installation installation;

  // Guarded by LOCK.
  private static boolean warned;
  private static boolean reporting;

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
    if (options.help() && beforeMain) {
      System.out.println(Usage.OPTIONS);
      System.exit(0);
    }
    Set<Area> areas = EnumSet.noneOf(Area.class);
    areas.addAll(options.areas());
    if (!beforeMain) {
      areas.remove(Area.MAIN);
    }
    enter(options, areas, instrumentation);
  }

  /** Does what options say, with areas that may be fewer than they ask for. */
  static void enter(Options options, Set<Area> areas, @Nullable Instrumentation instrumentation) {
    if (options.help()) {
      System.out.println(Usage.OPTIONS);
      return;
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

  /**
   * Installs areas; how, is said by the options of the first call.
   *
   * @param instrumentation null if nobody has loaded the agent yet
   */
  static void install(Set<Area> areas, Options options, @Nullable Instrumentation instrumentation) {
    LOCK.lock();
    try {
      warnAboutDifferent(options);
      Set<Area> more = EnumSet.noneOf(Area.class);
      more.addAll(areas);
      if (installation != null) {
        more.removeAll(installation.areas());
      }
      if (!more.isEmpty()) {
        ExitReport report = options.reporting() && !reporting ? ExitReport.open(options) : null;
        boolean isFirst = installation == null;
        installMore(more, options, instrumentation);
        if (isFirst) {
          Diagnostics.start(options);
        }
        if (report != null) {
          report.writeAtExit();
          reporting = true;
        }
      }
    } finally {
      LOCK.unlock();
    }
  }

  private static void installMore(
      Set<Area> more, Options options, @Nullable Instrumentation instrumentation) {
    Set<Area> allowed = LISTENERS.ask(more);
    if (installation == null) {
      installation =
          Installation.prepare(
              instrumentation == null ? SelfAttach.attach() : instrumentation, options);
    }
    // A listener may have patched by itself.
    allowed.removeAll(installation.areas());
    if (!allowed.contains(Area.THREAD) && !installation.areas().contains(Area.THREAD)) {
      allowed.remove(Area.MAIN);
    }
    installation.install(allowed);
    more.removeAll(installation.areas());
    installation.setVetoed(more);
    LISTENERS.tell(allowed);
  }

  /** Areas add up, so that they never differ; and what was not said does not. */
  private static void warnAboutDifferent(Options options) {
    if (installation == null || warned) {
      return;
    }
    String refused = options.refusedBy(installation.options());
    if (!refused.isEmpty()) {
      warned = true;
      System.err.println(
          "patch-agent: warning: patched before, with other options, which stay; without effect: "
              + refused);
    }
  }

  static Listeners listeners() {
    return LISTENERS;
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
