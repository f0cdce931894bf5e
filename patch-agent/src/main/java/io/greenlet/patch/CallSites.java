package io.greenlet.patch;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Makes {@code Thread.currentThread()} answer with the face in the classes of the application.
 *
 * <p>The method itself is an intrinsic of the JVM, and the JDK needs its answer, the virtual
 * thread; so the calls are redirected, and the method references. Reflection escapes.
 *
 * <p>Runs wherever a class is loaded, on greenlets too: no lambda, stream, log or lock. A class
 * that cannot be rewritten is left as it is and named in the report.
 */
final class CallSites implements ClassFileTransformer {
  private static final String THREAD = "java/lang/Thread";
  private static final String NAME = "currentThread";
  private static final String DESCRIPTOR = "()Ljava/lang/Thread;";
  private static final byte[] TEXT = {
    'c', 'u', 'r', 'r', 'e', 'n', 't', 'T', 'h', 'r', 'e', 'a', 'd'
  };

  private final Queue<String> escaped = new ConcurrentLinkedQueue<>();
  private final LongAdder rewritten = new LongAdder();

  /** Redirects the calls in all classes of the application, those that are loaded already too. */
  static CallSites install(Instrumentation instrumentation) {
    CallSites callSites = new CallSites();
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
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (!Code.isJdk(type)
          && !Code.isOwn(type.getName())
          && !type.isHidden()
          && instrumentation.isModifiableClass(type)) {
        retransform(instrumentation, type);
      }
    }
  }

  /** One by one: a class that refuses must not keep the others from it. */
  private void retransform(Instrumentation instrumentation, Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
      escaped.add(type.getName() + ": " + e);
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
    if (Code.isJdk(module, loader) || !mentionsCurrentThread(classFile)) {
      return null;
    }
    if (type != null && Code.isOwn(type.replace('/', '.'))) {
      return null;
    }
    try {
      byte[] result = rewrite(classFile);
      rewritten.increment();
      return result;
    } catch (RuntimeException | LinkageError e) {
      // Obfuscated or generated classes may be such as ASM refuses and the JVM takes.
      escaped.add(type + ": " + e);
      return null;
    }
  }

  /** The class with its calls redirected; frames and debug information as they were. */
  static byte[] rewrite(byte[] classFile) {
    return Calls.redirect(classFile);
  }

  /** A class that does not have the text in its constants cannot have the call. */
  private static boolean mentionsCurrentThread(byte[] classFile) {
    int last = classFile.length - TEXT.length;
    for (int i = 0; i <= last; i++) {
      if (classFile[i] == TEXT[0] && matchesAt(classFile, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matchesAt(byte[] classFile, int start) {
    for (int i = 1; i < TEXT.length; i++) {
      if (classFile[start + i] != TEXT[i]) {
        return false;
      }
    }
    return true;
  }

  /** What needs ASM; apart, so that it is loaded for the first class that has the call. */
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
    Call(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean named =
          opcode == Opcodes.INVOKESTATIC && name.equals(NAME) && descriptor.equals(DESCRIPTOR);
      if (named && owner.equals(THREAD)) {
        super.visitMethodInsn(opcode, Weaver.BRIDGE, name, descriptor, false);
        return;
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (named) {
        // In a subclass of Thread the inherited method goes by the name of the subclass. Whether
        // the owner is one cannot be told without loading it, but translating a face changes
        // nothing.
        super.visitMethodInsn(
            opcode, Weaver.BRIDGE, "known", "(Ljava/lang/Thread;)Ljava/lang/Thread;", false);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = redirect(arguments[i]);
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitLdcInsn(Object constant) {
      super.visitLdcInsn(redirect(constant));
    }

    private static Object redirect(Object constant) {
      if (constant instanceof Handle handle) {
        return redirect(handle);
      }
      return constant instanceof ConstantDynamic dynamic ? redirect(dynamic) : constant;
    }

    private static Handle redirect(Handle handle) {
      if (handle.getTag() == Opcodes.H_INVOKESTATIC
          && handle.getOwner().equals(THREAD)
          && handle.getName().equals(NAME)) {
        return new Handle(Opcodes.H_INVOKESTATIC, Weaver.BRIDGE, NAME, DESCRIPTOR, false);
      }
      return handle;
    }

    private static ConstantDynamic redirect(ConstantDynamic dynamic) {
      Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = redirect(dynamic.getBootstrapMethodArgument(i));
      }
      return new ConstantDynamic(
          dynamic.getName(), dynamic.getDescriptor(), dynamic.getBootstrapMethod(), arguments);
    }
  }
}
