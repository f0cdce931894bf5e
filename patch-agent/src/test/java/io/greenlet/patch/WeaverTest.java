package io.greenlet.patch;

import static io.greenlet.patch.Seam.Kind.UNLESS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every seam, woven into the class file of this JDK, calls a method that the bridge has. */
final class WeaverTest {
  private static final Set<String> BRIDGES =
      Set.of(Weaver.BRIDGE, Weaver.IO_BRIDGE, Weaver.FOREIGN_BRIDGE);

  static Stream<Seam> seams() {
    return Seams.of(Area.all()).stream();
  }

  @ParameterizedTest
  @MethodSource("seams")
  void transform_seam_callsExistingHook(Seam seam) throws IOException {
    Weaver weaver = new Weaver(List.of(seam));
    byte[] woven = transform(weaver, seam.type());
    assertNotNull(woven, () -> String.valueOf(weaver.failure()));
    assertEquals(Set.of(), weaver.missing());
    Set<String> calls = bridgeCalls(woven);
    assertTrue(
        calls.stream().anyMatch(call -> call.startsWith(seam.hook() + "(")), calls::toString);
    assertTrue(hooks().containsAll(calls), () -> calls + " not all in " + hooks());
  }

  @ParameterizedTest
  @MethodSource("seams")
  void transform_seamFromOtherPackage_hookIsPublic(Seam seam) {
    boolean samePackage = seam.type().lastIndexOf('/') == "java/lang".length();
    for (Method method : hookMethods()) {
      if (!samePackage && method.getName().equals(seam.hook())) {
        assertTrue(Modifier.isPublic(method.getModifiers()), method::toString);
      }
    }
  }

  @Test
  void transform_unknownMethod_missing() throws IOException {
    Seam absent =
        new Seam(Area.THREAD, "java/lang/Thread", "noSuch()V", Seam.Kind.BEFORE, "x", false);
    Weaver weaver = new Weaver(List.of(absent));
    transform(weaver, "java/lang/Thread");
    assertEquals(Set.of(absent), weaver.missing());
  }

  @Test
  void transform_bothMethodsThatStart_callTheHook() throws IOException {
    Weaver weaver = new Weaver(Seams.of(Area.all()));
    byte[] woven = transform(weaver, "java/lang/Thread");
    assertEquals(
        Set.of("start()V", "start(Ljdk/internal/vm/ThreadContainer;)V"),
        callers(woven, "start(Ljava/lang/Thread;)Z"));
  }

  @Test
  void transform_callLeftOutOfUnknownMethod_missing() throws IOException {
    Seam absent =
        new Seam(Area.THREAD, "java/lang/Thread", "java/lang/Thread.no()V", UNLESS, "x", false);
    Weaver weaver = new Weaver(List.of(absent));
    transform(weaver, "java/lang/Thread");
    assertEquals(Set.of(absent), weaver.missing());
  }

  @Test
  void transform_otherClass_untouched() throws IOException {
    Weaver weaver = new Weaver(Seams.of(Area.all()));
    assertNull(transform(weaver, "java/lang/String"));
  }

  @Test
  void transform_sameNameInOtherLoader_untouched() {
    Weaver weaver = new Weaver(Seams.of(Area.all()));
    Module module = WeaverTest.class.getModule();
    ClassLoader loader = WeaverTest.class.getClassLoader();
    assertNull(weaver.transform(module, loader, "java/lang/Thread", null, null, new byte[0]));
  }

  @Test
  void transform_brokenClassFile_failureIsKept() {
    Weaver weaver = new Weaver(Seams.of(Area.all()));
    Module module = Object.class.getModule();
    assertNull(weaver.transform(module, null, "java/lang/Thread", null, null, new byte[10]));
    assertNotNull(weaver.failure());
  }

  private static byte[] transform(Weaver weaver, String type) throws IOException {
    try (InputStream stream = ClassLoader.getSystemResourceAsStream(type + ".class")) {
      Module module = Object.class.getModule();
      return weaver.transform(module, null, type, null, null, stream.readAllBytes());
    }
  }

  /** The bridge's own and those that it inherits. */
  private static List<Method> hookMethods() {
    List<Method> methods = new ArrayList<>(List.of(GreenletIo.class.getDeclaredMethods()));
    methods.addAll(List.of(GreenletForeign.class.getDeclaredMethods()));
    for (Class<?> type = GreenletBridge.class; type != Object.class; type = type.getSuperclass()) {
      methods.addAll(List.of(type.getDeclaredMethods()));
    }
    return methods;
  }

  private static Set<String> hooks() {
    Set<String> hooks = new HashSet<>();
    for (Method method : hookMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        hooks.add(method.getName() + Type.getMethodDescriptor(method));
      }
    }
    return hooks;
  }

  private static Set<String> bridgeCalls(byte[] classFile) {
    Set<String> calls = new HashSet<>();
    visitBridgeCalls(classFile, (caller, hook) -> calls.add(hook));
    return calls;
  }

  /** The methods that call a hook. */
  private static Set<String> callers(byte[] classFile, String wanted) {
    Set<String> callers = new HashSet<>();
    visitBridgeCalls(
        classFile,
        (caller, hook) -> {
          if (hook.equals(wanted)) {
            callers.add(caller);
          }
        });
    return callers;
  }

  private static void visitBridgeCalls(byte[] classFile, BiConsumer<String, String> visit) {
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            String caller = name + descriptor;
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String hook, String type, boolean isInterface) {
                if (BRIDGES.contains(owner)) {
                  visit.accept(caller, hook + type);
                }
              }
            };
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
  }
}
