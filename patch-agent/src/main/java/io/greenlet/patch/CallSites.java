package io.greenlet.patch;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Makes {@code Thread.currentThread()} answer with the face in the classes of the application.
 *
 * <p>The method itself is an intrinsic of the JVM, and the JDK needs its answer, the virtual
 * thread; so the calls are redirected, and the method references, by another class in the constant
 * that names the method. Reflection escapes.
 *
 * <p>Runs wherever a class is loaded, on greenlets too: no lambda, stream, log or lock. A class
 * that cannot be rewritten is left as it is and named in the report.
 */
final class CallSites implements ClassFileTransformer {
  private static final byte[] BRIDGE = ConstantPool.text(Weaver.BRIDGE);
  private static final byte[] THREAD = ConstantPool.text("java/lang/Thread");
  private static final byte[] DESCRIPTOR = ConstantPool.text("()Ljava/lang/Thread;");
  private static final byte[] NAME = ConstantPool.text("currentThread");

  /** The JDK's own classes call it, too, and compare its answer with the current thread. */
  private static final byte[] FIRST = ConstantPool.text("getFirstQueuedThread");

  private static final byte[] HIDE = ConstantPool.text("defineHiddenClass");
  private static final byte[] HIDE_DESCRIPTOR =
      ConstantPool.text(
          "([BZ[Ljava/lang/invoke/MethodHandles$Lookup$ClassOption;)"
              + "Ljava/lang/invoke/MethodHandles$Lookup;");
  private static final byte[] HIDE_WITH_DATA = ConstantPool.text("defineHiddenClassWithClassData");
  private static final byte[] HIDE_WITH_DATA_DESCRIPTOR =
      ConstantPool.text(
          "([BLjava/lang/Object;Z[Ljava/lang/invoke/MethodHandles$Lookup$ClassOption;)"
              + "Ljava/lang/invoke/MethodHandles$Lookup;");

  /** A class that has none of these in its constants has none of the calls. */
  private static final byte[][] CALLED = {NAME, FIRST, HIDE, HIDE_WITH_DATA};

  private final Queue<String> escaped = new ConcurrentLinkedQueue<>();
  private final LongAdder rewritten = new LongAdder();

  /** Redirects the calls in all classes of the application, those that are loaded already too. */
  static CallSites install(Instrumentation instrumentation) {
    CallSites callSites = new CallSites();
    // To be loaded before this is asked about classes, which may be while others cannot be loaded.
    Code.isOwn(CallSites.class.getName());
    instrumentation.addTransformer(callSites, true);
    callSites.retransformLoaded(instrumentation);
    return callSites;
  }

  /** Restores the classes. */
  void remove(Instrumentation instrumentation) {
    instrumentation.removeTransformer(this);
    retransformLoaded(instrumentation);
  }

  private void retransformLoaded(Instrumentation instrumentation) {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (!Code.isJdk(type)
          && !Code.isOwn(type.getName())
          && !type.isHidden()
          && instrumentation.isModifiableClass(type)) {
        types.add(type);
      }
    }
    retransform(instrumentation, types);
  }

  /**
   * All at once, as each time the JVM stops and looks through every class that it has; but a class
   * that refuses must not keep the others from it, so that the halves are tried where the whole
   * fails.
   */
  private void retransform(Instrumentation instrumentation, List<Class<?>> types) {
    if (types.isEmpty()) {
      return;
    }
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
      int half = types.size() / 2;
      if (half == 0) {
        escaped.add(types.getFirst().getName() + ": " + e);
        return;
      }
      retransform(instrumentation, types.subList(0, half));
      retransform(instrumentation, types.subList(half, types.size()));
    }
  }

  /** Classes that could not be rewritten, with the reason. */
  Iterable<String> escaped() {
    return escaped;
  }

  /** How many classes have been rewritten. */
  long rewritten() {
    return rewritten.sum();
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
    if (Code.isJdk(module, loader)) {
      return null;
    }
    try {
      if (!ConstantPool.mentions(classFile, CALLED)
          || (type != null && Code.isOwn(type.replace('/', '.')))) {
        return null;
      }
      byte[] result = rewrite(classFile);
      if (result == classFile) {
        return null;
      }
      rewritten.increment();
      return result;
    } catch (RuntimeException | LinkageError e) {
      // Obfuscated or generated classes may be such as ASM refuses and the JVM takes.
      escaped.add(type + ": " + e);
      return null;
    }
  }

  /** The class with its calls redirected if it has any; one that cannot be read is not for us. */
  static byte[] redirected(byte[] classFile) {
    try {
      return ConstantPool.mentions(classFile, CALLED) ? rewrite(classFile) : classFile;
    } catch (RuntimeException e) {
      return classFile;
    }
  }

  /** The class with its calls redirected; the same if it has the names, but none of the calls. */
  static byte[] rewrite(byte[] classFile) {
    ConstantPool pool = new ConstantPool(classFile);
    int[] direct = new int[pool.count()];
    int directs = 0;
    boolean others = false;
    for (int i = 1; i < pool.count(); i++) {
      if (pool.isMethod(i, NAME, DESCRIPTOR)) {
        if (pool.isOwner(i, THREAD)) {
          direct[directs++] = i;
        } else {
          others = true;
        }
      } else if (pool.isMethod(i, FIRST, DESCRIPTOR) || isHiding(pool, i)) {
        others = true;
      }
    }
    byte[] result =
        directs == 0 ? classFile : pool.withOwner(Arrays.copyOf(direct, directs), BRIDGE);
    return others ? Calls.redirect(result) : result;
  }

  private static boolean isHiding(ConstantPool pool, int constant) {
    return pool.isMethod(constant, HIDE, HIDE_DESCRIPTOR)
        || pool.isMethod(constant, HIDE_WITH_DATA, HIDE_WITH_DATA_DESCRIPTOR);
  }

  /**
   * Calls in whose place there is more to do than to call another class, which needs ASM; apart, so
   * that it is loaded for the first class that has such a call.
   */
  private static final class Calls extends ClassVisitor {
    Calls(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    static byte[] redirect(byte[] classFile) {
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(new Calls(writer), 0);
      return writer.toByteArray();
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new Call(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class Call extends MethodVisitor {
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

    Call(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals(LOOKUP) && name.startsWith("defineHiddenClass")) {
        String asStatic = "(L".concat(LOOKUP).concat(";").concat(descriptor.substring(1));
        super.visitMethodInsn(Opcodes.INVOKESTATIC, Weaver.BRIDGE, name, asStatic, false);
        return;
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (!owner.equals(Weaver.BRIDGE)
          && descriptor.equals("()Ljava/lang/Thread;")
          && (name.equals("currentThread") || name.equals("getFirstQueuedThread"))) {
        // Inherited, both go by the name of a subclass. Whether the owner is one cannot be told
        // without loading it, but translating a face changes nothing.
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            Weaver.BRIDGE,
            "known",
            "(Ljava/lang/Thread;)Ljava/lang/Thread;",
            false);
      }
    }
  }
}
