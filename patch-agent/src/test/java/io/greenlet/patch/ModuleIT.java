package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.Hub;
import io.greenlet.patch.programs.Carried;
import io.greenlet.patch.programs.InstanceMain;
import io.greenlet.patch.programs.KilledReader;
import io.greenlet.patch.programs.Prints;
import io.greenlet.patch.programs.ThreadLife;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ModuleVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module, which exports nothing, alone and with the core as a module. */
final class ModuleIT {
  @TempDir private Path module;

  private static Child run(List<String> flags, List<String> application, String... arguments) {
    return Child.java(flags, application, arguments);
  }

  @BeforeEach
  void copyPrograms() throws IOException {
    Path classes = Path.of(Child.CLASSES);
    Path programs = classes.resolve(Prints.class.getPackageName().replace('.', '/'));
    Path target = module.resolve(classes.relativize(programs));
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(programs)) {
      for (Path file : files.toList()) {
        // The one that patches by itself needs the agent on the class path.
        if (!file.getFileName().toString().startsWith("LatePatch")) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    }
  }

  private void describe(String... required) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V25, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor descriptor = writer.visitModule("app", 0, null);
    descriptor.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
    for (String name : required) {
      descriptor.visitRequire(name, 0, null);
    }
    descriptor.visitEnd();
    writer.visitEnd();
    Files.write(module.resolve("module-info.class"), writer.toByteArray());
  }

  private List<String> application(Class<?> program) {
    return List.of("-p", module.toString(), "-m", "app/" + program.getName());
  }

  @Test
  void module_thatExportsNothing_sameAsUnpatched() throws IOException {
    describe();
    for (Class<?> program : new Class<?>[] {Prints.class, InstanceMain.class, ThreadLife.class}) {
      Child plain = run(List.of(), application(program), "throw");
      Child.assertSame(plain, run(List.of(Child.agent("")), application(program), "throw"));
    }
  }

  @Test
  void module_threads_shareOneCarrier() throws IOException {
    describe();
    Child child = run(List.of(Child.agent("")), application(Carried.class), "10", "t").ok();
    assertEquals(List.of("main virtual: true", "carriers: 1"), child.lines());
  }

  @Test
  void module_withCoreAsModule_isPatched() throws IOException {
    describe("io.greenlet.core");
    String core =
        Path.of(
                URI.create(
                    Hub.class.getProtectionDomain().getCodeSource().getLocation().toString()))
            .toString();
    List<String> application = new ArrayList<>();
    application.add("-p");
    application.add(module + File.pathSeparator + core);
    application.addAll(List.of("-m", "app/" + KilledReader.class.getName()));
    Child child = run(List.of(Child.agent("")), application).ok();
    assertEquals("dead: true, successful: true", child.lines().getFirst());
    assertEquals(5, child.lines().size(), child::toString);
  }
}
