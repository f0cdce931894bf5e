package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the bridge decides by itself, without an agent behind it. */
final class BridgeTest {
  private static StackTraceElement[] trace(String... frames) {
    return Stream.of(frames)
        .map(frame -> {
          int dot = frame.lastIndexOf('.');
          String type = frame.substring(0, dot);
          return new StackTraceElement(type, frame.substring(dot + 1), "File.java", 1);
        })
        .toArray(StackTraceElement[]::new);
  }

  private static List<String> visible(String... frames) {
    return Arrays.stream(GreenletBridge.visible(trace(frames)))
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .toList();
  }

  @Test
  void visible_convertedThread_cutBelowRun() {
    assertEquals(
        List.of("app.Task.run", "java.lang.Thread.run"),
        visible(
            "app.Task.run",
            "java.lang.Thread.run",
            "io.greenlet.patch.ThreadRoot.call",
            "io.greenlet.internal.Strand.run",
            "java.lang.VirtualThread.run"));
  }

  @Test
  void visible_main_cutBelowMain() {
    assertEquals(
        List.of("app.Main.main"),
        visible(
            "app.Main.main",
            "io.greenlet.patch.MainLaunch.call",
            "io.greenlet.patch.MainRoot.call",
            "io.greenlet.internal.Strand.run",
            "java.lang.VirtualThread.run"));
  }

  @Test
  void visible_classInitializerOfMain_cutBelowIt() {
    assertEquals(
        List.of("app.Main.<clinit>"),
        visible(
            "app.Main.<clinit>",
            "java.lang.Class.forName0",
            "java.lang.Class.forName",
            "io.greenlet.patch.MainRoot.run",
            "io.greenlet.patch.MainRoot.main"));
  }

  @Test
  void visible_launched_cutAtRoot() {
    assertEquals(
        List.of("app.Main.<clinit>"),
        visible(
            "app.Main.<clinit>",
            "java.lang.Class.forName",
            "io.greenlet.patch.MainRoot.main",
            "io.greenlet.patch.AppLauncher.run",
            "java.lang.reflect.Method.invoke",
            "io.greenlet.patch.Launcher.main"));
  }

  @Test
  void visible_otherTraces_untouched() {
    for (StackTraceElement[] trace :
        List.of(
            trace(),
            trace("app.Main.main"),
            trace("app.Task.run", "java.lang.VirtualThread.run"),
            trace("io.greenlet.patch.ThreadRoot.call", "app.Odd.run"),
            trace("app.A.a", "io.greenlet.Hub.current", "java.lang.Thread.run"))) {
      assertSame(trace, GreenletBridge.visible(trace));
    }
  }

  @Test
  void visible_applicationInAgentsSubpackage_stays() {
    assertEquals(
        List.of("io.greenlet.patch.programs.Task.run"),
        visible(
            "io.greenlet.patch.programs.Task.run",
            "io.greenlet.patch.ThreadRoot.call",
            "java.lang.VirtualThread.run"));
  }

  @Test
  void known_platformThread_itself() {
    Thread thread = new Thread(() -> {});
    assertSame(thread, GreenletBridge.known(thread));
    assertSame(thread, GreenletBridge.mounted(thread));
    assertSame(null, GreenletBridge.mounted(null));
    assertSame(null, GreenletBridge.face(thread));
  }
}
