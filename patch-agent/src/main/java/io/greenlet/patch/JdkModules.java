package io.greenlet.patch;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Opens what is closed: to the agent, and to the core where that is a module of its own. */
final class JdkModules {
  /**
   * The bridge and the private fields of Thread, the launcher's state, its rule of what is main.
   */
  private static final String[] PACKAGES = {"java.lang", "sun.launcher", "jdk.internal.misc"};

  private JdkModules() {}

  /** Opens the packages of java.base that the agent works on. */
  static void open(Instrumentation instrumentation) {
    for (String name : PACKAGES) {
      open(instrumentation, name);
    }
    Module core = core();
    if (core.isNamed()) {
      redefine(instrumentation, core, Map.of("io.greenlet.internal", Set.of(own())), Map.of());
    }
  }

  /** Opens one more package of java.base. */
  static void open(Instrumentation instrumentation, String packageName) {
    Set<Module> readers = new HashSet<>();
    readers.add(own());
    readers.add(core());
    Map<String, Set<Module>> opens = new HashMap<>();
    opens.put(packageName, readers);
    redefine(instrumentation, Object.class.getModule(), Map.of(), opens);
  }

  private static Module own() {
    return JdkModules.class.getModule();
  }

  /** Found by name, as its class must not be initialised before java.lang is open. */
  private static Module core() {
    try {
      return Class.forName("io.greenlet.Hub", false, JdkModules.class.getClassLoader()).getModule();
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
}
