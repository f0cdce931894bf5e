package io.greenlet.patch;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
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
  private static final String FIRST = "getFirstQueuedThread";
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
  private static final String HIDDEN = "defineHiddenClass";
  private static final String HIDDEN_WITH_DATA = "defineHiddenClassWithClassData";

  /** A class that has none of these in its constants has none of the calls. */
  private static final byte[][] CALLED = {
    ConstantPool.text(NAME),
    ConstantPool.text(FIRST),
    ConstantPool.text(HIDDEN),
    ConstantPool.text(HIDDEN_WITH_DATA)
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

  /** The class with its calls redirected; frames and debug information as they were. */
  static byte[] rewrite(byte[] classFile) {
    return Calls.redirect(classFile);
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
      if (opcode == Opcodes.INVOKESTATIC && owner.equals(THREAD) && isCurrent(name, descriptor)) {
        super.visitMethodInsn(opcode, Weaver.BRIDGE, name, descriptor, false);
      } else if (opcode == Opcodes.INVOKEVIRTUAL && owner.equals(LOOKUP) && isHiding(name)) {
        String asStatic = "(L".concat(LOOKUP).concat(";").concat(descriptor.substring(1));
        super.visitMethodInsn(Opcodes.INVOKESTATIC, Weaver.BRIDGE, name, asStatic, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (isCurrent(name, descriptor) || isFirst(name, descriptor)) {
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

    private static boolean isCurrent(String name, String descriptor) {
      return name.equals(NAME) && descriptor.equals(DESCRIPTOR);
    }

    /** Not in the JDK's class, which compares its own answer with the current thread. */
    private static boolean isFirst(String name, String descriptor) {
      return name.equals(FIRST) && descriptor.equals(DESCRIPTOR);
    }

    private static boolean isHiding(String name) {
      return name.equals(HIDDEN) || name.equals(HIDDEN_WITH_DATA);
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
