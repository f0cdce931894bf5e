package io.greenlet.patch;

import java.util.Collection;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts methods of Java in the place of native ones; see {@link NativeMethods}. What says how a
 * method is seen, its access and annotations, goes to the new one, and the monitor that it takes if
 * it is synchronized: who waits for that is in no call yet.
 */
final class NativeWeaver extends ClassVisitor {
  private static final int HIDDEN =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNTHETIC;

  private final String type;
  private final Set<String> named;
  private final Collection<String> natives;

  private NativeWeaver(
      ClassVisitor next, String type, Set<String> named, Collection<String> natives) {
    super(Opcodes.ASM9, next);
    this.type = type;
    this.named = named;
    this.natives = natives;
  }

  /**
   * The class, with those of its native methods wrapped that were named.
   *
   * @param natives gets the names of all that it has, each once
   */
  static byte[] weave(
      String type, Set<String> named, byte[] classFile, Collection<String> natives) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new NativeWeaver(writer, type, named, natives), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    if ((access & Opcodes.ACC_NATIVE) == 0) {
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }
    if (!natives.contains(name)) {
      natives.add(name);
    }
    if (!NativeNames.include(named, name)) {
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }
    int isStatic = access & Opcodes.ACC_STATIC;
    String hidden = NativeMethods.PREFIX.concat(name);
    super.visitMethod(HIDDEN | isStatic, hidden, descriptor, null, null).visitEnd();
    MethodVisitor method =
        super.visitMethod(access & ~Opcodes.ACC_NATIVE, name, descriptor, signature, exceptions);
    Seam seam =
        new Seam(Area.NATIVE, type, name.concat(descriptor), Seam.Kind.AROUND, "call", false);
    return new Wrapper(
        new Splice(method, seam, type, isStatic != 0, descriptor),
        hidden,
        descriptor,
        isStatic != 0);
  }

  /** Gives the method code, which calls the native one, when all else has been said of it. */
  private final class Wrapper extends MethodVisitor {
    private final String hidden;
    private final String descriptor;
    private final boolean isStatic;

    Wrapper(MethodVisitor next, String hidden, String descriptor, boolean isStatic) {
      super(Opcodes.ASM9, next);
      this.hidden = hidden;
      this.descriptor = descriptor;
      this.isStatic = isStatic;
    }

    @Override
    public void visitEnd() {
      super.visitCode();
      int slot = 0;
      if (!isStatic) {
        super.visitVarInsn(Opcodes.ALOAD, slot++);
      }
      for (Type argument : Type.getArgumentTypes(descriptor)) {
        super.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
        slot += argument.getSize();
      }
      int opcode = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL;
      super.visitMethodInsn(opcode, type, hidden, descriptor, false);
      super.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
      super.visitMaxs(slot, slot);
      super.visitEnd();
    }
  }
}
