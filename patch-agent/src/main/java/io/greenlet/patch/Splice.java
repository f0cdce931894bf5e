package io.greenlet.patch;

import io.greenlet.patch.Seam.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts the call of one seam into one method.
 *
 * <p>No local variable is added, so the method's own stack map frames stay true; where the call
 * makes a branch, its frame is the one that the method starts with.
 */
final class Splice extends MethodVisitor {
  private static final String THROWABLE = "java/lang/Throwable";

  /** {@code sun.nio.ch.IOStatus.UNAVAILABLE}. */
  private static final int UNAVAILABLE = -2;

  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private final Seam seam;
  private final Type receiver;
  private final boolean isStatic;
  private final Type[] arguments;
  private final Type result;
  private final List<Label[]> guarded = new ArrayList<>();
  private Label guardStart = new Label();

  /**
   * @param type internal name of the type whose method it is
   */
  Splice(MethodVisitor next, Seam seam, String type, boolean isStatic, String descriptor) {
    super(Opcodes.ASM9, next);
    this.seam = seam;
    this.receiver = Type.getObjectType(type);
    this.isStatic = isStatic;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    count(mv, seam);
    switch (seam.kind()) {
      case INSTEAD -> instead();
      case TRY -> tryFirst();
      case ARGUMENT -> argument(1);
      case ARGUMENT_OF -> argument(arguments.length);
      case BEFORE -> call("()V");
      case AROUND, AROUND_RECEIVER, AROUND_DESCRIPTOR -> {
        callAround(seam.hook());
        super.visitLabel(guardStart);
      }
      case THROWN -> super.visitLabel(guardStart);
      default -> {}
    }
  }

  /** Counts, if the seam is one that does; takes one place on the stack. */
  static void count(MethodVisitor method, Seam seam) {
    int number = Hits.numberOf(seam);
    if (number != Hits.NONE) {
      method.visitIntInsn(Opcodes.SIPUSH, number);
      method.visitMethodInsn(Opcodes.INVOKESTATIC, Weaver.BRIDGE, "hit", "(I)V", false);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    switch (seam.kind()) {
      case RESULT -> call(descriptor(result, result));
      case TRY -> tried();
      case ANSWER -> {
        loadReceiver();
        call(descriptor(result, result, receiver));
      }
      case COMPLETE -> complete();
      case AFTER -> {
        loadReceiver();
        call(descriptor(Type.VOID_TYPE, receiver));
      }
      case AROUND, AROUND_RECEIVER, AROUND_DESCRIPTOR -> leave();
      default -> {}
    }
    super.visitInsn(opcode);
    if (seam.isAround()) {
      guardStart = new Label();
      super.visitLabel(guardStart);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (seam.isAround() || seam.kind() == Kind.THROWN) {
      handler();
    }
    int needed = maxLocals + result.getSize() + 1;
    super.visitMaxs(maxStack + needed, maxLocals);
  }

  private void instead() {
    List<Type> passed = new ArrayList<>();
    int slot = 0;
    if (!isStatic) {
      loadReceiver();
      passed.add(Type.getObjectType(seam.knownAs()));
      slot = 1;
    }
    for (Type argument : arguments) {
      super.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
      passed.add(argument);
      slot += argument.getSize();
    }
    Type[] parameters = passed.toArray(new Type[0]);
    Label goOn = new Label();
    if (result.getSort() == Type.VOID) {
      call(descriptor(Type.BOOLEAN_TYPE, parameters));
      super.visitJumpInsn(Opcodes.IFEQ, goOn);
      super.visitInsn(Opcodes.RETURN);
      super.visitLabel(goOn);
      frame();
    } else {
      call(descriptor(result, parameters));
      super.visitInsn(Opcodes.DUP);
      super.visitJumpInsn(Opcodes.IFNULL, goOn);
      super.visitInsn(Opcodes.ARETURN);
      super.visitLabel(goOn);
      frame(result.getInternalName());
      super.visitInsn(Opcodes.POP);
    }
    // The method may begin with a frame of its own, and two at one place are not allowed.
    super.visitInsn(Opcodes.NOP);
  }

  private void tryFirst() {
    super.visitVarInsn(Opcodes.ALOAD, slotOf(0));
    call(descriptor(Type.BOOLEAN_TYPE, arguments[0]));
    Label goOn = new Label();
    super.visitJumpInsn(Opcodes.IFEQ, goOn);
    super.visitIntInsn(Opcodes.BIPUSH, UNAVAILABLE);
    super.visitInsn(Opcodes.IRETURN);
    super.visitLabel(goOn);
    frame();
    super.visitInsn(Opcodes.NOP);
  }

  private void tried() {
    int last = arguments.length - 1;
    super.visitVarInsn(Opcodes.ALOAD, slotOf(0));
    super.visitVarInsn(arguments[last].getOpcode(Opcodes.ILOAD), slotOf(last));
    call(seam.hook() + "End", descriptor(result, result, arguments[0], arguments[last]));
  }

  /** Where an argument is among the local variables. */
  private int slotOf(int argument) {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < argument; i++) {
      slot += arguments[i].getSize();
    }
    return slot;
  }

  /** Replaces the first, by what the hook makes of the first few. */
  private void argument(int passed) {
    Type first = arguments[0];
    for (int i = 0; i < passed; i++) {
      super.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), slotOf(i));
    }
    call(descriptor(first, Arrays.copyOf(arguments, passed)));
    super.visitVarInsn(first.getOpcode(Opcodes.ISTORE), slotOf(0));
  }

  private void complete() {
    List<Type> passed = new ArrayList<>();
    passed.add(OBJECT);
    loadReceiver();
    passed.add(OBJECT);
    int slot = 1;
    for (Type argument : arguments) {
      super.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
      passed.add(argument);
      slot += argument.getSize();
    }
    call(descriptor(OBJECT, passed.toArray(new Type[0])));
    super.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
  }

  /** The second hook runs outside of the guarded code: what it throws must not call it again. */
  private void leave() {
    Label end = new Label();
    super.visitLabel(end);
    guard(end);
    callAround(seam.hook() + "End");
  }

  private void handler() {
    Label handler = new Label();
    super.visitLabel(handler);
    guard(handler);
    for (Label[] range : guarded) {
      super.visitTryCatchBlock(range[0], range[1], handler, null);
    }
    frame(THROWABLE);
    if (seam.kind() == Kind.THROWN) {
      call("(Ljava/lang/Throwable;)Ljava/lang/Throwable;");
    } else {
      callAround(seam.hook() + "End");
    }
    super.visitInsn(Opcodes.ATHROW);
  }

  private void callAround(String hook) {
    if (seam.kind() == Kind.AROUND_RECEIVER) {
      loadReceiver();
      call(hook, descriptor(Type.VOID_TYPE, receiver));
    } else if (seam.kind() == Kind.AROUND_DESCRIPTOR) {
      super.visitVarInsn(Opcodes.ALOAD, slotOf(arguments.length - 1));
      call(hook, descriptor(Type.VOID_TYPE, arguments[arguments.length - 1]));
    } else {
      call(hook, "()V");
    }
  }

  private void guard(Label end) {
    if (guardStart.getOffset() < end.getOffset()) {
      guarded.add(new Label[] {guardStart, end});
    }
  }

  private void loadReceiver() {
    super.visitVarInsn(Opcodes.ALOAD, 0);
  }

  private static String descriptor(Type result, Type... parameters) {
    return Type.getMethodDescriptor(result, parameters);
  }

  private void call(String descriptor) {
    call(seam.hook(), descriptor);
  }

  private void call(String hook, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, seam.bridge(), hook, descriptor, false);
  }

  /** The frame at the method's start, with the given stack. */
  private void frame(Object... stack) {
    List<Object> locals = new ArrayList<>();
    if (!isStatic) {
      locals.add(receiver.getInternalName());
    }
    for (Type argument : arguments) {
      locals.add(verificationType(argument));
    }
    super.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
  }

  private static Object verificationType(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.LONG -> Opcodes.LONG;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }
}
