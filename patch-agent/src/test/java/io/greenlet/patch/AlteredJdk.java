package io.greenlet.patch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Makes classes of a JDK that is not quite the one the agent knows, for --patch-module. */
final class AlteredJdk {
  private static final String SUFFIX = "OfAnotherJdk";

  private AlteredJdk() {}

  /** A class in which a method has another name. */
  static void rename(Path folder, String type, String method) throws IOException {
    alter(folder, type, method, false);
  }

  /** A class in which a method exists that nothing calls: another does its work. */
  static void bypass(Path folder, String type, String method) throws IOException {
    alter(folder, type, method, true);
  }

  private static void alter(Path folder, String type, String method, boolean keepOld)
      throws IOException {
    ClassReader reader = new ClassReader(read(type));
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Renaming(writer, type, method), 0);
    if (keepOld) {
      reader.accept(new Only(writer, method), 0);
    }
    Path file = folder.resolve(type + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }

  private static byte[] read(String type) throws IOException {
    try (InputStream stream = ClassLoader.getSystemResourceAsStream(type + ".class")) {
      return stream.readAllBytes();
    }
  }

  private static final class Renaming extends ClassVisitor {
    private final String type;
    private final String renamed;

    Renaming(ClassVisitor next, String type, String renamed) {
      super(Opcodes.ASM9, next);
      this.type = type;
      this.renamed = renamed;
    }

    private String name(String name) {
      return name.equals(renamed) ? renamed + SUFFIX : name;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method =
          super.visitMethod(access, name(name), descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, method) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          String called = owner.equals(type) ? name(name) : name;
          super.visitMethodInsn(opcode, owner, called, descriptor, isInterface);
        }
      };
    }
  }

  /** Adds one method to a class that is written already. */
  private static final class Only extends ClassVisitor {
    private final ClassVisitor target;
    private final String method;

    Only(ClassVisitor target, String method) {
      super(Opcodes.ASM9);
      this.target = target;
      this.method = method;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return name.equals(method)
          ? target.visitMethod(access, name, descriptor, signature, exceptions)
          : null;
    }
  }
}
