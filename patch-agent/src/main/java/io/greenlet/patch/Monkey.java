package io.greenlet.patch;

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
   * Is asked before an area is patched, and told afterwards. gevent: {@code GeventWillPatchEvent}
   * and {@code GeventDidPatchEvent}.
   *
   * <p>Neither method may switch greenlets, or wait for a thread that patches. What one throws is
   * thrown by the call that patches: out of {@code willPatch} before anything is patched, out of
   * {@code didPatch} afterwards.
   */
  public interface Listener {
    /**
     * Decides whether an area is patched; by default it is.
     *
     * @param area which; never null
     * @return false to leave it as it is. Without {@link Area#THREAD} there is no {@link Area#MAIN}
     */
    default boolean willPatch(Area area) {
      return true;
    }

    /**
     * Told that an area has been patched; by default does nothing.
     *
     * @param area which; never null
     */
    default void didPatch(Area area) {}
  }

  /**
   * Patches every area that can still be patched: all but {@link Area#MAIN}, as main runs already.
   * Does nothing if that was done, by the agent or by an earlier call. gevent: {@code patch_all()}.
   *
   * @throws IllegalStateException if this JVM does not let itself be patched; the message says why
   *     and what to do, and nothing is patched
   */
  public static void patchAll() {
    patchAll("");
  }

  /**
   * Patches as {@link #patchAll()} does, with the options of the agent. Where the JVM was patched
   * before, areas are added to those that are; other options that differ stay as they were the
   * first time, and the first such call says so on the standard error stream. gevent: {@code
   * patch_all(socket=False, ...)}.
   *
   * @param options for instance {@code "hubs=2,areas=-socket"}; what is not said there is taken
   *     from the system properties {@code io.greenlet.patch.*}
   * @throws IllegalArgumentException if an option is wrong; the message names it, and lists those
   *     that are valid
   * @throws IllegalStateException as for {@link #patchAll()}
   */
  public static void patchAll(String options) {
    Options parsed = parse(Objects.requireNonNull(options, "options"));
    Set<Area> areas = EnumSet.noneOf(Area.class);
    areas.addAll(parsed.areas());
    areas.remove(Area.MAIN);
    Installer.enter(parsed, areas, AgentEntry.instrumentation());
  }

  private static Options parse(String options) {
    try {
      return Options.parse(options);
    } catch (AgentFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Patches areas. Those that are patched stay as they are. gevent: {@code patch_socket()}, {@code
   * patch_thread()}, ...
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
    Installer.install(wanted, parse(""), AgentEntry.instrumentation());
  }

  private static void ensurePatchable(Area area) {
    if (area == Area.MAIN && !isPatched(area)) {
      throw new UnsupportedOperationException(
          "main runs already; to run it as a greenlet start with -javaagent:patch-agent.jar or"
              + " java -jar patch-agent.jar -jar app.jar");
    }
  }

  /**
   * Adds a listener to those that are asked and told, in the order in which they were added, on the
   * thread that patches. Areas that are patched already are not told.
   *
   * @param listener not null
   */
  public static void addListener(Listener listener) {
    Installer.listeners().add(Objects.requireNonNull(listener, "listener"));
  }

  /**
   * Removes a listener. Does nothing if it is not there.
   *
   * @param listener not null
   */
  public static void removeListener(Listener listener) {
    Installer.listeners().remove(Objects.requireNonNull(listener, "listener"));
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
