package io.greenlet.patch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts a hook before each call of one instance method: where it answers true, the call is left out.
 *
 * <p>The branch is in the middle of a method, which another agent may have woven before, so only
 * ASM can tell its stack map frame; ASM makes those of the methods that have the call anew, and
 * copies the other methods as they are.
 */
final class CallGuard extends ClassVisitor {
  private final Seam seam;
  private final Set<String> callers;

  private CallGuard(ClassVisitor next, Seam seam, Set<String> callers) {
    super(Opcodes.ASM9, next);
    this.seam = seam;
    this.callers = callers;
  }

  /**
   * The class, woven.
   *
   * @param missing the seams that it finds a place for are removed
   */
  static byte[] weave(List<Seam> seams, byte[] classFile, Set<Seam> missing) {
    byte[] woven = classFile;
    for (Seam seam : seams) {
      if (seam.kind() == Seam.Kind.UNLESS) {
        woven = weave(seam, woven, missing);
      }
    }
    return woven;
  }

  private static byte[] weave(Seam seam, byte[] classFile, Set<Seam> missing) {
    ClassReader reader = new ClassReader(classFile);
    Callers callers = new Callers(seam);
    reader.accept(callers, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (callers.found.isEmpty()) {
      return classFile;
    }
    missing.remove(seam);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_FRAMES);
    reader.accept(new CallGuard(writer, seam, callers.found), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
    return callers.contains(name.concat(descriptor)) ? new Guard(method, seam) : method;
  }

  /** Finds the methods that have the call. */
  private static final class Callers extends ClassVisitor {
    final Set<String> found = new HashSet<>();
    private final Seam seam;

    Callers(Seam seam) {
      super(Opcodes.ASM9);
      this.seam = seam;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      String caller = name.concat(descriptor);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          if (seam.isCallOf(owner, called, type)) {
            found.add(caller);
          }
        }
      };
    }
  }

  private static final class Guard extends MethodVisitor {
    private final Seam seam;

    Guard(MethodVisitor next, Seam seam) {
      super(Opcodes.ASM9, next);
      this.seam = seam;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (!seam.isCallOf(owner, name, descriptor)) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        return;
      }
      Label leftOut = new Label();
      Label goOn = new Label();
      Splice.count(mv, seam);
      super.visitInsn(Opcodes.DUP);
      String hook = Type.getMethodDescriptor(Type.BOOLEAN_TYPE, Type.getObjectType(owner));
      super.visitMethodInsn(Opcodes.INVOKESTATIC, seam.bridge(), seam.hook(), hook, false);
      super.visitJumpInsn(Opcodes.IFNE, leftOut);
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      super.visitJumpInsn(Opcodes.GOTO, goOn);
      super.visitLabel(leftOut);
      super.visitInsn(Opcodes.POP);
      super.visitLabel(goOn);
    }
  }
}
