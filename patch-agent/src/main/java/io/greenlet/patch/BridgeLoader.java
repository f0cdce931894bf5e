package io.greenlet.patch;

import io.greenlet.internal.JavaBase;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Gets the agent into {@code java.base}: defines the bridge into the boot loader, and gives agent
 * and core the look-up by which they reach what is private there.
 *
 * <p>The bridge is not appended to the boot class path, which turns class data sharing off and says
 * so on the standard error stream, but defined through a look-up in {@code java.lang}. Nothing may
 * refer to the bridge before that: the JVM remembers that it found no such class.
 *
 * <p>The packages are opened to a module in which there is only {@link Foothold}. Opened to the
 * agent, which is on the class path, they would be open to the application.
 */
final class BridgeLoader {
  static final String FOLDER = "META-INF/greenlet/bridge/java/lang/";

  /** Each after those that it extends or names in a signature. */
  static final String[] CLASSES = {
    "GreenletTraces",
    "GreenletSeam$Face",
    "GreenletSeam",
    "GreenletViews",
    "GreenletBridge",
    "GreenletIo",
    "GreenletIo$IsOpen",
    "GreenletForeign"
  };

  private static final String[] OPENED = {"java.lang", "java.lang.invoke"};

  private BridgeLoader() {}

  /** Defines the bridge, unless that was done. */
  static void load(Instrumentation instrumentation) {
    exportCore(instrumentation);
    if (JavaBase.isGiven()) {
      return;
    }
    try {
      byte[][] bridge = new byte[CLASSES.length][];
      for (int i = 0; i < CLASSES.length; i++) {
        bridge[i] = AgentJar.read(FOLDER.concat(CLASSES[i]).concat(".class"));
      }
      JavaBase.give(foothold(instrumentation).apply(bridge));
    } catch (Exception e) {
      throw new AgentFailure("cannot define the bridge class in java.lang: " + e, e);
    }
  }

  @SuppressWarnings("unchecked") // Foothold says what it is
  private static Function<byte[][], MethodHandles.Lookup> foothold(Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    OneClassLoader loader = new OneClassLoader();
    Set<Module> itself = Set.of(loader.getUnnamedModule());
    Map<String, Set<Module>> opens = new HashMap<>();
    for (String name : OPENED) {
      opens.put(name, itself);
    }
    redefine(instrumentation, Object.class.getModule(), Map.of(), opens);
    Constructor<?> constructor = loader.define().getDeclaredConstructor();
    constructor.setAccessible(true);
    return (Function<byte[][], MethodHandles.Lookup>) constructor.newInstance();
  }

  /** Lets the agent use the core's inner parts where the core is a module of its own. */
  private static void exportCore(Instrumentation instrumentation) {
    Module core = core();
    if (core.isNamed()) {
      Module own = BridgeLoader.class.getModule();
      redefine(instrumentation, core, Map.of("io.greenlet.internal", Set.of(own)), Map.of());
    }
  }

  /** Found by a name: what is not exported yet cannot be. */
  private static Module core() {
    try {
      return Class.forName("io.greenlet.Hub", false, BridgeLoader.class.getClassLoader())
          .getModule();
    } catch (ClassNotFoundException e) {
      throw new AgentFailure("the agent's jar is incomplete: no " + e.getMessage(), e);
    }
  }

  private static void redefine(
      Instrumentation instrumentation,
      Module module,
      Map<String, Set<Module>> exports,
      Map<String, Set<Module>> opens) {
    instrumentation.redefineModule(module, Set.of(), exports, opens, Set.of(), Map.of());
  }

  /** Has one class, and so has its unnamed module. */
  private static final class OneClassLoader extends ClassLoader {
    OneClassLoader() {
      super(null);
    }

    Class<?> define() throws IOException {
      String name = Foothold.class.getName();
      byte[] type = AgentJar.read(name.replace('.', '/').concat(".class"));
      return defineClass(name, type, 0, type.length);
    }
  }
}
