package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.outside.FirstUse;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in that a library can have, and what is said where there is none. */
class WayInTest {
  private static FreshJvm.Result firstUse(String way, String... flags)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.add("-cp");
    arguments.add(
        FreshJvm.placeOf(Greenlet.class) + File.pathSeparator + FreshJvm.placeOf(FirstUse.class));
    arguments.add(FirstUse.class.getName());
    arguments.add(way);
    return FreshJvm.java(arguments);
  }

  private static void assertPrints(String expected, FreshJvm.Result result) {
    assertEquals("", result.err());
    assertEquals(expected, result.out().strip());
    assertEquals(0, result.exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"switchTo", "hub"})
  void firstUse_noWayIn_namesAllFour(String way) throws Exception {
    FreshJvm.Result result = firstUse(way);

    for (String part :
        List.of(
            "need access to the package java.lang",
            "1. java -javaagent:patch-agent.jar",
            "2. java -jar patch-agent.jar -jar",
            "3. Monkey.patchAll()",
            "4. java --add-opens java.base/java.lang=ALL-UNNAMED",
            "Add-Opens: java.base/java.lang",
            "io.greenlet.core")) {
      assertTrue(result.out().contains(part), () -> part + " is not in " + result);
    }
    assertEquals("", result.err());
  }

  @Test
  void firstUse_addOpens_works() throws Exception {
    assertPrints("spawn ran", firstUse("spawn", FreshJvm.ADD_OPENS));
  }

  @Test
  void firstUse_coreOnTheModulePath_worksWithItsOwnTarget() throws Exception {
    assertPrints(
        "hub ran",
        FreshJvm.java(
            List.of(
                "--add-opens=java.base/java.lang=io.greenlet.core",
                "--module-path=" + FreshJvm.placeOf(Greenlet.class),
                "--add-modules=io.greenlet.core",
                "-cp",
                FreshJvm.placeOf(FirstUse.class).toString(),
                FirstUse.class.getName(),
                "hub")));
  }

  @Test
  void firstUse_addOpensInTheLaunchersManifest_works(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("app.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, FirstUse.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        FreshJvm.placeOf(Greenlet.class).toUri() + " " + FreshJvm.placeOf(FirstUse.class).toUri());
    main.putValue("Add-Opens", "java.base/java.lang");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }

    assertPrints("switchTo switched", FreshJvm.java(List.of("-jar", jar.toString(), "switchTo")));
  }
}
