package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.Carried;
import io.greenlet.patch.programs.FailingInitializer;
import io.greenlet.patch.programs.Prints;
import io.greenlet.patch.programs.SystemFacts;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar patch-agent.jar} runs an application as {@code java} does, but patched. */
final class LauncherIT {
  private static Child launch(List<String> command) {
    List<String> application = new ArrayList<>(List.of("-jar", Child.AGENT));
    application.addAll(command);
    return Child.java(List.of(), application);
  }

  private static List<String> onClassPath(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-cp", Child.CLASSES, program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static void assertSameAsJava(List<String> application) {
    Child.assertSame(Child.java(List.of(), application), launch(application));
  }

  @Test
  void classPath_program_runsPatched() {
    List<String> expected = List.of("main virtual: true", "carriers: 1");
    assertEquals(expected, launch(onClassPath(Carried.class, "10", "t")).ok().lines());
  }

  @Test
  void options_beforeApplication_count() {
    List<String> command = new ArrayList<>(List.of("hubs=2", "exclude=name:u*"));
    command.addAll(onClassPath(Carried.class, "10", "t"));
    assertEquals("carriers: 2", launch(command).ok().lines().get(1));
  }

  @Test
  void classPath_argumentsAndFailures_sameAsJava() {
    assertSameAsJava(onClassPath(Prints.class, "with blanks", "-jar", "hubs=2"));
    assertSameAsJava(onClassPath(Prints.class, "exit", "6"));
    assertSameAsJava(onClassPath(Prints.class, "throw"));
    assertSameAsJava(onClassPath(FailingInitializer.class));
    assertSameAsJava(List.of("-cp", Child.CLASSES, "no.such.Program"));
    assertSameAsJava(List.of("-jar", "no-such.jar"));
  }

  @Test
  void classPath_facts_sameAsJava() {
    assertSameAsJava(
        List.of(
            "-cp",
            "no-such-folder" + File.pathSeparator + Child.CLASSES,
            SystemFacts.class.getName(),
            "argument"));
  }

  @Test
  void jar_program_sameAsJava(@TempDir Path folder) throws IOException {
    Manifest manifest = manifest(SystemFacts.class);
    manifest.getMainAttributes().putValue("Add-Opens", "java.base/java.util");
    Path jar = folder.resolve("an app.jar");
    writeJar(jar, manifest);
    assertSameAsJava(List.of("-jar", jar.toString(), "first", "second"));
  }

  @Test
  void jar_withClassPathAndAgent_sameAsJava(@TempDir Path folder) throws IOException {
    Path library = folder.resolve("library.jar");
    writeJar(library, new Manifest(manifest(Prints.class)));
    Manifest manifest = manifest(Prints.class);
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "library.jar");
    Path jar = folder.resolve("app.jar");
    writeJar(jar, manifest, false);
    assertSameAsJava(List.of("-jar", jar.toString(), "from the library"));
  }

  @Test
  void jar_withoutMainClass_sameAsJava(@TempDir Path folder) throws IOException {
    Manifest manifest = manifest(Prints.class);
    manifest.getMainAttributes().remove(Attributes.Name.MAIN_CLASS);
    Path jar = folder.resolve("app.jar");
    writeJar(jar, manifest);
    assertSameAsJava(List.of("-jar", jar.toString()));
  }

  @Test
  void alone_printsUsage() {
    Child child = launch(List.of()).ok();
    assertTrue(child.out().contains("usage: "), child::toString);
    assertEquals(child.out(), launch(List.of("--help")).ok().out());
  }

  @Test
  void commandLine_wrong_refused() {
    launch(List.of("hubs=2")).assertRefused("neither -jar FILE nor -cp PATH MAINCLASS");
    launch(List.of("-jar")).assertRefused("-jar must be followed by FILE");
    launch(List.of("-cp", "folder")).assertRefused("-cp must be followed by PATH MAINCLASS");
    launch(List.of("nonsense", "-cp", Child.CLASSES, Prints.class.getName()))
        .assertRefused("'nonsense'");
  }

  private static Manifest manifest(Class<?> main) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
    return manifest;
  }

  private static void writeJar(Path jar, Manifest manifest) throws IOException {
    writeJar(jar, manifest, true);
  }

  private static void writeJar(Path jar, Manifest manifest, boolean withPrograms)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      if (withPrograms) {
        addPrograms(out);
      }
    }
  }

  private static void addPrograms(JarOutputStream out) throws IOException {
    Path classes = Path.of(Child.CLASSES);
    Path programs = classes.resolve(Prints.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(programs)) {
      for (Path file : files.toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
