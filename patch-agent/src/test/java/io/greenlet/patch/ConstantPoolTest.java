package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConstantPoolTest {
  /** In no class file, not even in this one's. */
  private static final String ABSENT = "absent".repeat(2);

  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int NAME_AND_TYPE = 12;

  private static boolean mentions(byte[] classFile, String... texts) {
    return ConstantPool.mentions(
        classFile, Stream.of(texts).map(ConstantPool::text).toArray(byte[][]::new));
  }

  /** The classes of the tests, a few of the JDK with rare constants, and a module. */
  static List<byte[]> classFiles() throws IOException {
    Module base = Object.class.getModule();
    try (Stream<Path> files = Files.walk(Path.of(Child.CLASSES));
        Stream<String> names =
            Stream.of(
                "module-info", "java/lang/Thread", "java/lang/Math", "java/util/concurrent/Flow")) {
      return Stream.concat(
              files.filter(file -> file.toString().endsWith(".class")).map(ConstantPoolTest::read),
              names.map(name -> read(base, name)))
          .toList();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Module module, String name) {
    try (InputStream in = module.getResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the class reader of ASM finds them. */
  private static Set<String> texts(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    char[] buffer = new char[classFile.length];
    Set<String> texts = new HashSet<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      int tag = at == 0 ? 0 : reader.readByte(at - 1);
      if (tag == CLASS || tag == NAME_AND_TYPE) {
        texts.add(reader.readUTF8(at, buffer));
      }
    }
    return texts;
  }

  @ParameterizedTest
  @MethodSource("classFiles")
  void mentions_namesOfMembersAndClasses_foundAsByAsm(byte[] classFile) {
    for (String text : texts(classFile)) {
      if (text.chars().allMatch(letter -> letter > 0 && letter < 128)) {
        assertTrue(mentions(classFile, ABSENT, text), text);
      }
    }
    assertFalse(mentions(classFile, ABSENT, ABSENT + ABSENT));
  }

  @Test
  void mentions_partOfText_notFound() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V25, 0, "Some", null, "java/lang/Object", null);
    writer.newUTF8("currentThreads");
    writer.newUTF8("xcurrentThread");
    writer.newConst(5L);
    writer.newConst(5.0);
    assertFalse(mentions(writer.toByteArray(), "currentThread"));
    writer.newUTF8("currentThread");
    assertTrue(mentions(writer.toByteArray(), "currentThread"));
  }

  @Test
  void mentions_brokenConstants_refused() {
    byte[] broken = new byte[20];
    broken[9] = 3;
    assertThrows(IllegalArgumentException.class, () -> mentions(broken, "text"));
    broken[10] = UTF8;
    broken[11] = 100;
    assertThrows(IndexOutOfBoundsException.class, () -> mentions(broken, "a text"));
  }
}
