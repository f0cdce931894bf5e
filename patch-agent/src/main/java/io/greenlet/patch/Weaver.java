package io.greenlet.patch;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves a table of seams into the JDK.
 *
 * <p>It transforms classes that it may itself need, so it sticks to ASM and plain collections: no
 * lambda, stream, log or concatenation, whose first use would load classes in the middle of a
 * transformation.
 */
final class Weaver implements ClassFileTransformer {
  static final String BRIDGE = "java/lang/GreenletBridge";

  private final Map<String, List<Seam>> seamsByType = new HashMap<>();
  // Written by the thread that retransforms, under the installer's lock; read by it afterwards.
  private final Set<Seam> missing = Collections.newSetFromMap(new IdentityHashMap<>());
  @Nullable private Throwable failure;

  Weaver(List<Seam> seams) {
    missing.addAll(seams);
    for (Seam seam : seams) {
      List<Seam> ofType = seamsByType.get(seam.type());
      if (ofType == null) {
        ofType = new ArrayList<>();
        seamsByType.put(seam.type(), ofType);
      }
      ofType.add(seam);
    }
  }

  /** Seams whose method has not been found in the classes transformed so far. */
  Set<Seam> missing() {
    return missing;
  }

  /** What made a transformation fail; null if nothing did. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  @Override
  @Nullable
  public byte[] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String type,
      @Nullable Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (loader != null || type == null) {
      return null;
    }
    List<Seam> seams = seamsByType.get(type);
    if (seams == null) {
      return null;
    }
    try {
      return weave(type, seams, classFile);
    } catch (RuntimeException | LinkageError e) {
      // The JVM ignores what a transformer throws; the installer asks for it and gives up.
      failure = e;
      return null;
    }
  }

  private byte[] weave(String type, List<Seam> seams, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Type(writer, type, seams), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** Finds the methods of one type's seams. */
  private final class Type extends ClassVisitor {
    private final String type;
    private final List<Seam> seams;

    Type(ClassVisitor next, String type, List<Seam> seams) {
      super(Opcodes.ASM9, next);
      this.type = type;
      this.seams = seams;
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
      if (opcode == Opcodes.INVOKESTATIC && isMeant(owner, name, descriptor)) {
        super.visitMethodInsn(opcode, BRIDGE, seam.hook(), descriptor, false);
        missing.remove(seam);
        return;
      }
      if (owner.equals(BRIDGE) && name.equals(seam.hook())) {
        // Sent there by a layer that is about to be taken out from below this one.
        missing.remove(seam);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    private boolean isMeant(String owner, String name, String descriptor) {
      String method = seam.method();
      return method.endsWith(descriptor)
          && method.startsWith(owner)
          && method.equals(owner.concat(".").concat(name).concat(descriptor));
    }
  }
}
