package io.greenlet.patch;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes native methods that the user names, or that are known, calls that block: each gets a method
 * of Java in its place, which announces the call, and goes on under another name.
 *
 * <p>By that name the JVM finds its code, too, whether it looks for it in a library or a library
 * registers it, as the name is the old one after a prefix that the JVM is told of. A class that is
 * loaded cannot get another method, so this is for those to come.
 *
 * <p>Runs wherever a class is loaded; see {@link CallSites}.
 */
final class NativeMethods implements ClassFileTransformer {
  /** Before the name of what is native. */
  static final String PREFIX = "$greenlet$";

  private static final String BASE = "java.base";

  private final NativeNames names;
  private final Queue<String> wrapped = new ConcurrentLinkedQueue<>();
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  private NativeMethods(NativeNames names) {
    this.names = names;
  }

  /** Wraps the methods of classes to come; says of those that are there that it is too late. */
  static NativeMethods install(Instrumentation instrumentation, NativeNames names) {
    NativeMethods methods = new NativeMethods(names);
    instrumentation.addTransformer(methods, false);
    instrumentation.setNativeMethodPrefix(methods, PREFIX);
    if (names != NativeNames.NONE) {
      for (Class<?> type : instrumentation.getAllLoadedClasses()) {
        methods.sayIfLate(type);
      }
    }
    return methods;
  }

  /** What was wrapped stays so. */
  void remove(Instrumentation instrumentation) {
    instrumentation.removeTransformer(this);
  }

  /** The methods that have been wrapped, by name. */
  Iterable<String> wrapped() {
    return wrapped;
  }

  private void sayIfLate(Class<?> type) {
    String internalName = type.getName().replace('.', '/');
    for (String method : names.of(internalName)) {
      say(
          NativeNames.text(internalName, method),
          isOfBase(type.getModule())
              ? ofBase()
              : "the class was loaded before it could be changed; start the program with"
                  + " -javaagent:patch-agent.jar=calls=...");
    }
  }

  private static boolean isOfBase(Module module) {
    return BASE.equals(module.getName());
  }

  private static String ofBase() {
    return "a class of " + BASE + " is not changed; what blocks there belongs to the areas";
  }

  private void say(String name, String what) {
    if (said.add(name)) {
      System.err.println("patch-agent: warning: no effect of calls=" + name + ": " + what);
    }
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
    if (type == null || redefined != null) {
      return null;
    }
    Set<String> named = names.of(type);
    Set<String> known = NativeNames.known(type);
    if (named.isEmpty() && known.isEmpty()) {
      return null;
    }
    try {
      return isOfBase(module) ? refuse(type, named) : wrap(type, named, known, classFile);
    } catch (RuntimeException | LinkageError e) {
      // Generated classes may be such as ASM refuses and the JVM takes.
      for (String method : named) {
        say(NativeNames.text(type, method), e.toString());
      }
      return null;
    }
  }

  @Nullable
  private byte[] refuse(String type, Set<String> named) {
    for (String method : named) {
      say(NativeNames.text(type, method), ofBase());
    }
    return null;
  }

  private byte[] wrap(String type, Set<String> named, Set<String> known, byte[] classFile) {
    List<String> natives = new ArrayList<>();
    Set<String> all = new HashSet<>(named);
    all.addAll(known);
    byte[] result = NativeWeaver.weave(type, all, classFile, natives);
    for (String method : named) {
      if (NativeNames.isUnknown(method, natives)) {
        say(
            NativeNames.text(type, method),
            natives.isEmpty()
                ? "the class has no native method"
                : "no native method of the class, which has " + String.join(", ", natives));
      }
    }
    for (String method : natives) {
      if (NativeNames.include(all, method)) {
        wrapped.add(NativeNames.text(type, method));
      }
    }
    return result;
  }
}
