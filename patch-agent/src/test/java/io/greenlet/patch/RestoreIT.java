package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.other.Recorder;
import io.greenlet.patch.other.Restored;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What unpatch leaves is, byte for byte, what was there before, as another agent sees it. */
final class RestoreIT {
  @Test
  void unpatch_everyWovenType_originalClassFile(@TempDir Path folder) throws IOException {
    Set<String> types = new TreeSet<>();
    types.add(Restored.class.getName());
    Set<Area> areas = new java.util.HashSet<>(Area.all());
    areas.remove(Area.MAIN);
    for (Seam seam : Seams.of(areas)) {
      if (!seam.isRare()) {
        types.add(seam.typeName());
      }
    }
    String classPath = String.join(File.pathSeparator, Child.CLASSES, Child.AGENT);
    List<String> application = new ArrayList<>();
    Path recorder = AgentJarFile.write(folder, Recorder.class);
    application.addAll(List.of("-cp", classPath, Restored.class.getName()));
    application.add(Path.of(Child.javaCommand()).resolveSibling("jcmd").toString());
    application.add(recorder.toString());
    Child child =
        Child.java(
            List.of("-javaagent:" + recorder, "-Xverify:all"),
            application,
            types.toArray(String[]::new));
    assertEquals(0, child.exitCode(), child::toString);
    assertEquals(
        List.of(
            "looking: true",
            "frames: 2",
            "looking: false",
            "frames: 2",
            "patched: " + types,
            "restored: true",
            "left: []"),
        child.lines());
  }
}
