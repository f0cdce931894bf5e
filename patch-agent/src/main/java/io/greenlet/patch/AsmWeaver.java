package io.greenlet.patch;

import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves the seams of one type into its class file. Apart from {@link Weaver}, so that ASM is
 * loaded only where something has to be woven.
 */
final class AsmWeaver extends ClassVisitor {
  private final String type;
  private final List<Seam> seams;
  private final Set<Seam> missing;

  private AsmWeaver(ClassVisitor next, String type, List<Seam> seams, Set<Seam> missing) {
    super(Opcodes.ASM9, next);
    this.type = type;
    this.seams = seams;
    this.missing = missing;
  }

  /**
   * The class, woven.
   *
   * @param missing the seams that it finds a place for are removed
   */
  static byte[] weave(String type, List<Seam> seams, byte[] classFile, Set<Seam> missing) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new AsmWeaver(writer, type, seams, missing), ClassReader.EXPAND_FRAMES);
    return CallGuard.weave(seams, writer.toByteArray(), missing);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
    for (Seam seam : seams) {
      if (seam.kind() == Seam.Kind.CALLS) {
        method = new Redirect(method, seam);
      } else if (seam.method().equals(name.concat(descriptor))) {
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        method = new Splice(method, seam, type, isStatic, descriptor);
        missing.remove(seam);
      }
    }
    return method;
  }

  /** Sends the calls of one static method to the bridge. */
  private final class Redirect extends MethodVisitor {
    private final Seam seam;

    Redirect(MethodVisitor next, Seam seam) {
      super(Opcodes.ASM9, next);
      this.seam = seam;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (opcode == Opcodes.INVOKESTATIC && seam.isCallOf(owner, name, descriptor)) {
        Splice.count(mv, seam);
        super.visitMethodInsn(opcode, seam.bridge(), seam.hook(), descriptor, false);
        missing.remove(seam);
        return;
      }
      if (owner.equals(seam.bridge()) && name.equals(seam.hook())) {
        // Sent there by a layer that is about to be taken out from below this one.
        missing.remove(seam);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 1, maxLocals);
    }
  }
}
