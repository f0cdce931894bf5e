package io.greenlet.patch;

import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Patches the JDK under a running program, so that from here on its threads are greenlets. gevent:
 * {@code gevent.monkey}.
 *
 * <p>Call {@link #patchAll()} as the first line of {@code main}, with {@code patch-agent.jar} on
 * the class path. The JVM then says on its standard error stream that an agent was loaded; {@code
 * -javaagent:patch-agent.jar} does the same before {@code main}, in silence, and makes {@code main}
 * a greenlet, too. The thread that calls {@code patchAll} stays what it is: a platform thread,
 * which waits for greenlets like for any thread.
 *
 * <p>No method here switches greenlets. All may be called from any thread.
 */
public final class Monkey {
  private Monkey() {}

  /**
   * Patches every area that can still be patched: all but {@link Area#MAIN}, as main runs already.
   * Does nothing if that was done, by the agent or by an earlier call.
   *
   * @throws IllegalStateException if this JVM does not let itself be patched; the message says why
   *     and what to do, and nothing is patched
   */
  public static void patchAll() {
    Set<Area> areas = EnumSet.copyOf(Area.today());
    areas.remove(Area.MAIN);
    patch(areas);
  }

  /**
   * Patches areas. Those that are patched stay as they are.
   *
   * @param areas which; for {@link Area#MAIN} it is too late once main runs
   * @throws UnsupportedOperationException if an area cannot be patched by this version, or not now;
   *     nothing is patched
   * @throws IllegalStateException as for {@link #patchAll()}
   */
  public static void patch(Area... areas) {
    Set<Area> wanted = EnumSet.noneOf(Area.class);
    for (Area area : areas) {
      ensurePatchable(Objects.requireNonNull(area, () -> "null in " + Arrays.toString(areas)));
      wanted.add(area);
    }
    patch(wanted);
  }

  private static void ensurePatchable(Area area) {
    if (!area.isWovenToday()) {
      throw new UnsupportedOperationException(
          "area " + area + " is not woven yet; this version can patch " + Area.today());
    }
    if (area == Area.MAIN && !isPatched(area)) {
      throw new UnsupportedOperationException(
          "main runs already; to run it as a greenlet start with -javaagent:patch-agent.jar or"
              + " java -jar patch-agent.jar -jar app.jar");
    }
  }

  private static void patch(Set<Area> wanted) {
    wanted.removeIf(Monkey::isPatched);
    if (wanted.isEmpty()) {
      return;
    }
    Instrumentation instrumentation = AgentEntry.instrumentation();
    if (instrumentation == null) {
      instrumentation = SelfAttach.attach();
    }
    Installer.install(wanted, Options.defaults(), instrumentation);
  }

  /**
   * Tells whether an area is patched.
   *
   * @param area which
   * @return whether it is
   */
  public static boolean isPatched(Area area) {
    return Installer.isPatched(Objects.requireNonNull(area, "area"));
  }

  /**
   * Tells exactly what was woven into the JDK, method by method, how many classes of the
   * application were changed, and what escaped.
   *
   * @return several lines of text
   */
  public static String report() {
    return Installer.report();
  }

  /**
   * Restores the JDK and the application's classes: threads started from now on are plain ones.
   * Greenlets that run go on; what their thread objects need to answer for them stays woven until
   * the last has ended. Does nothing if nothing is patched.
   */
  public static void unpatch() {
    Installer.remove();
  }
}
