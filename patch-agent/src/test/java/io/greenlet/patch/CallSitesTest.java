package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.Asks;
import io.greenlet.patch.programs.Plain;
import io.greenlet.patch.programs.Prints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

final class CallSitesTest {
  private final CallSites callSites = new CallSites();

  private static byte[] classFile(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream stream = type.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }

  private byte[] transform(Class<?> type, byte[] classFile) {
    String name = type.getName().replace('.', '/');
    return callSites.transform(
        type.getModule(), type.getClassLoader(), name, null, null, classFile);
  }

  /** Defines classes from their own bytes, rewritten. */
  private final class Rewriting extends ClassLoader {
    Rewriting() {
      super(CallSitesTest.class.getClassLoader());
    }

    Class<?> define(Class<?> type) throws IOException {
      byte[] rewritten = transform(type, classFile(type));
      assertNotNull(rewritten);
      return defineClass(type.getName(), rewritten, 0, rewritten.length);
    }
  }

  @Test
  void transform_everyKindOfCall_isRedirectedAndRuns() throws Exception {
    Rewriting loader = new Rewriting();
    loader.define(Asks.Subclass.class);
    loader.define(Asks.Namesake.class);
    Class<?> asks = loader.define(Asks.class);
    String text = new String(transform(Asks.class, classFile(Asks.class)), StandardCharsets.UTF_8);
    assertTrue(text.contains("java/lang/GreenletBridge"), text);
    assertEquals(5, asks.getMethod("sameThread").invoke(null));
    assertEquals(List.of(), escaped());
    assertEquals(4, callSites.rewritten());
  }

  @Test
  void transform_classWithoutCall_untouched() throws IOException {
    assertNull(transform(Plain.class, classFile(Plain.class)));
  }

  /** Has a method of that name, and does not ask for the thread. */
  private static final class Namesake {
    @SuppressWarnings("unused") // Its name is the point.
    static String currentThread() {
      return "getFirstQueuedThread";
    }
  }

  @Test
  void transform_classWithNamesOnly_untouched() throws IOException {
    assertNull(transform(Namesake.class, classFile(Namesake.class)));
    assertEquals(0, callSites.rewritten());
  }

  @Test
  void transform_directCall_changesNothingButConstants() throws IOException {
    byte[] before = classFile(Prints.class);
    byte[] after = transform(Prints.class, before);
    int added = after.length - before.length;
    // The name of the bridge, and the class of that name.
    assertEquals(3 + "java/lang/GreenletBridge".length() + 3, added);
    ClassReader reader = new ClassReader(before);
    int access = reader.header;
    assertArrayEquals(
        Arrays.copyOfRange(before, access, before.length),
        Arrays.copyOfRange(after, access + added, after.length));
    assertEquals(reader.getItemCount() + 2, new ClassReader(after).getItemCount());
  }

  @Test
  void transform_constantsFull_untouchedAndReported() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V25, 0, "Full", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(0, "ask", "()V", null, null);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
    for (int i = 0; i < 65_520; i++) {
      writer.newUTF8("text " + i);
    }
    assertNull(transform(Plain.class, writer.toByteArray()));
    assertEquals(1, escaped().size());
  }

  @Test
  void transform_jdkOrOwnClass_untouched() throws IOException {
    assertNull(transform(Thread.class, classFile(Thread.class)));
    assertNull(transform(Converted.class, classFile(Converted.class)));
  }

  @Test
  void transform_brokenClass_untouchedAndReported() {
    byte[] broken = "currentThread, but no class file".getBytes(StandardCharsets.UTF_8);
    assertNull(transform(Plain.class, broken));
    assertEquals(1, escaped().size());
    assertTrue(escaped().getFirst().contains("Plain"), escaped()::toString);
  }

  private List<String> escaped() {
    java.util.ArrayList<String> escaped = new java.util.ArrayList<>();
    callSites.escaped().forEach(escaped::add);
    return escaped;
  }
}
