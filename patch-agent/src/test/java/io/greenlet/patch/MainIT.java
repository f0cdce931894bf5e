package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Booting;
import io.greenlet.patch.programs.Kinds;
import io.greenlet.patch.programs.ThreadLife;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Main is a greenlet, by whichever way it is launched, and says and ends the same. Modules are in
 * {@link ModuleIT}.
 */
final class MainIT {
  private static final String FAILS = "thrown by main";

  @TempDir private Path folder;

  /** Runs both, and compares all but the kind of threads, which must differ. */
  private static void assertLaunched(List<String> application, String... arguments) {
    Child plain = Child.java(List.of(), application, arguments);
    Child patched = Child.java(List.of(Child.agent("")), application, arguments);
    assertEquals(2, count(plain, "platform"), plain::toString);
    assertEquals(2, count(patched, "greenlet"), patched::toString);
    assertEquals(plain.out(), patched.out().replace("greenlet", "platform"));
    assertEquals(plain.err(), patched.err());
    assertEquals(plain.exitCode(), patched.exitCode());
  }

  private static long count(Child child, String kind) {
    return child.lines().stream().filter(line -> line.endsWith(kind)).count();
  }

  @Test
  void classPath_main_isGreenlet() {
    assertLaunched(List.of("-cp", Child.CLASSES, Kinds.class.getName()));
    assertLaunched(List.of("-cp", Child.CLASSES, Kinds.class.getName()), FAILS);
  }

  @Test
  void jar_main_isGreenlet() throws IOException {
    Path jar = folder.resolve("app.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Kinds.class.getName());
    String entry = Kinds.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(Path.of(Child.CLASSES).resolve(entry), out);
    }
    assertLaunched(List.of("-jar", jar.toString()));
    assertLaunched(List.of("-jar", jar.toString()), FAILS);
  }

  /** What is on the boot class path is the application's all the same. */
  @Test
  void bootClassPath_program_same() {
    String program = ThreadLife.class.getName();
    String flag = "-Xbootclasspath/a:" + Child.CLASSES;
    Child plain = Child.java(List.of(flag), List.of(program));
    assertEquals(0, plain.exitCode(), plain::toString);
    Child.assertSame(plain, Child.java(List.of(flag, Child.agent("")), List.of(program)));
  }

  @Test
  void launcher_withLoaderOfItsOwn_mainIsGreenlet() {
    List<String> application = new ArrayList<>(List.of("-cp", Child.CLASSES));
    application.add(Booting.class.getName());
    application.add(Path.of(Child.CLASSES).toUri().toString());
    application.add(Kinds.class.getName());
    assertLaunched(application);
    assertLaunched(application, FAILS);
  }

  private static String kinds(String modifiers, String parameters) {
    return """
    import module java.base;

    class Program {
      %s void main(%s) throws Exception {
        IO.println("main: " + Thread.currentThread().getName() + " " + kind());
        IO.println("main's group: " + Thread.currentThread().getThreadGroup().getName());
        Thread thread = new Thread(() -> IO.println("thread: " + kind()));
        thread.start();
        thread.join();
        throw new Exception("thrown by main");
      }

      static String kind() {
        return Other.kind();
      }
    }
    """
        .formatted(modifiers, parameters);
  }

  private static final String OTHER =
      """
      class Other {
        static String kind() {
          try {
            Object current = Thread.class.getMethod("currentThread").invoke(null);
            return ((Thread) current).isVirtual() ? "greenlet" : "platform";
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        }
      }
      """;

  @Test
  void source_oneFile_mainIsGreenlet() throws IOException {
    Path source = folder.resolve("Program.java");
    Files.writeString(source, kinds("public static", "String[] args") + OTHER);
    assertLaunched(List.of(source.toString()), "argument");
  }

  @Test
  void source_severalFiles_mainIsGreenlet() throws IOException {
    Path source = folder.resolve("Program.java");
    Files.writeString(source, kinds("public static", "String[] args"));
    Files.writeString(folder.resolve("Other.java"), OTHER);
    assertLaunched(List.of(source.toString()));
  }

  @Test
  void source_mainOfInstance_isGreenlet() throws IOException {
    Path source = folder.resolve("Program.java");
    Files.writeString(source, kinds("", "") + OTHER);
    assertLaunched(List.of(source.toString()));
  }

  @Test
  void source_mainOfInstanceWithArguments_isGreenlet() throws IOException {
    Path source = folder.resolve("Program.java");
    Files.writeString(source, kinds("protected", "String[] args") + OTHER);
    assertLaunched(List.of(source.toString()), "argument");
  }
}
