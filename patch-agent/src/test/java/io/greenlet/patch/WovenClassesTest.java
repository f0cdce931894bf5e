package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** A woven class is taken for nothing but what it was made of. */
final class WovenClassesTest {
  private static final String TYPE = "java/lang/Thread";

  private static Seam seam(String method, Seam.Kind kind, String hook) {
    return new Seam(Area.THREAD, TYPE, method, kind, hook, false);
  }

  private static String name(byte[] classFile, Seam... seams) {
    return WovenClasses.name(TYPE, List.of(seams), classFile);
  }

  /** A class with the given methods, one after the other. */
  private static byte[] classFile(String... methods) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, 0, "A", null, "java/lang/Object", null);
    // The constants in one order, whatever that of the methods.
    writer.newUTF8("a");
    writer.newUTF8("b");
    writer.newUTF8("()V");
    for (String method : methods) {
      writer.visitMethod(Opcodes.ACC_ABSTRACT, method, "()V", null, null).visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void name_sameClassAndSeams_same() {
    assertEquals(
        name(classFile("a", "b"), seam("a()V", Seam.Kind.BEFORE, "a")),
        name(classFile("a", "b"), seam("a()V", Seam.Kind.BEFORE, "a")));
  }

  @Test
  void name_methodsInOtherOrder_same() {
    assertFalse(Arrays.equals(classFile("a", "b"), classFile("b", "a")));
    assertEquals(name(classFile("a", "b")), name(classFile("b", "a")));
    assertNotEquals(name(classFile("a", "b")), name(classFile("a", "a")));
  }

  @Test
  void name_anyByteDiffers_differs() {
    byte[] classFile = classFile("a", "b");
    String name = name(classFile);
    // Not the counts and lengths, without which it is no class file, and which change its length.
    int text = new String(classFile, StandardCharsets.ISO_8859_1).indexOf("java/lang/Object");
    for (int i : new int[] {0, 4, 7, text, classFile.length - 9}) {
      classFile[i] ^= 1;
      assertNotEquals(name, name(classFile), () -> "byte " + i);
      classFile[i] ^= 1;
    }
    assertNotEquals(name, name(classFile("a")));
  }

  @Test
  void name_seamsDiffer_differs() {
    byte[] classFile = classFile("a");
    Seam seam = seam("a()V", Seam.Kind.BEFORE, "a");
    String name = name(classFile, seam);
    assertNotEquals(name, name(classFile));
    assertNotEquals(name, name(classFile, seam, seam));
    assertNotEquals(name, name(classFile, seam("b()V", Seam.Kind.BEFORE, "a")));
    assertNotEquals(name, name(classFile, seam("a()V", Seam.Kind.AROUND, "a")));
    assertNotEquals(name, name(classFile, seam("a()V", Seam.Kind.BEFORE, "b")));
  }
}
