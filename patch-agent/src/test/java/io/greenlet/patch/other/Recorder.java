package io.greenlet.patch.other;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An agent that changes nothing, and notes the class files that the JVM is about to use. */
public final class Recorder implements ClassFileTransformer {
  private static volatile Instrumentation instrumentation;

  private final Set<String> types;
  private final Map<String, byte[]> seen = new ConcurrentHashMap<>();

  private Recorder(Set<String> types) {
    this.types = types;
  }

  public static void premain(String options, Instrumentation given) {
    instrumentation = given;
  }

  /** Loaded once more: from now on it comes after the agents that were loaded meanwhile. */
  public static void agentmain(String options, Instrumentation given) {
    instrumentation = given;
  }

  /** Begins to record these types, after what agents loaded before make of them. */
  static Recorder begin(Set<String> types) {
    Recorder recorder = new Recorder(types);
    instrumentation.addTransformer(recorder, true);
    return recorder;
  }

  /** Has the JVM show the types as they are. */
  void look() throws Exception {
    for (String type : types) {
      instrumentation.retransformClasses(Class.forName(type));
    }
  }

  void end() {
    instrumentation.removeTransformer(this);
  }

  /** What it has seen since it was asked last, by the name of the type. */
  Map<String, byte[]> take() {
    Map<String, byte[]> taken = Map.copyOf(seen);
    seen.clear();
    return taken;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String type,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    String name = type.replace('/', '.');
    if (types.contains(name)) {
      seen.put(name, classFile);
    }
    return null;
  }
}
