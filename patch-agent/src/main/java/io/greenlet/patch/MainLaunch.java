package io.greenlet.patch;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;

/**
 * Puts {@link MainRoot} in the place of the application's main class, and knows how to call the
 * latter's {@code main}, whichever of the forms that the launcher takes it has.
 */
final class MainLaunch {
  // What the launcher's native part asks about main.
  private static final String STATIC_MAIN = "isStaticMain";
  private static final String NO_ARGUMENTS = "noArgMain";

  private final Instrumentation instrumentation;
  private final Conversion conversion;

  MainLaunch(Instrumentation instrumentation, Conversion conversion) {
    this.instrumentation = instrumentation;
    this.conversion = conversion;
  }

  /** Makes sure, before main, that the parts of the launcher are there that launch relies on. */
  void ensureLaunchable() {
    try {
      Class<?> launcher = launcher();
      field(launcher, STATIC_MAIN);
      field(launcher, NO_ARGUMENTS);
      rule();
    } catch (ReflectiveOperationException e) {
      throw new AgentFailure("this JDK launches main differently: " + e + Installer.advice(), e);
    }
  }

  /**
   * Called when the JDK's launcher has found and checked the main class.
   *
   * @return the class to launch instead
   */
  Class<?> launch(Class<?> main) {
    try {
      Class<?> launcher = launcher();
      // The native part of the launcher asks these how to call main; that of MainRoot is the plain
      // one.
      field(launcher, STATIC_MAIN).setBoolean(null, true);
      field(launcher, NO_ARGUMENTS).setBoolean(null, false);
    } catch (ReflectiveOperationException e) {
      throw new AgentFailure("cannot launch main as a greenlet: " + e, e);
    }
    MainRoot.prepare(this, main);
    return MainRoot.class;
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  Conversion conversion() {
    return conversion;
  }

  /** Calls main as the launcher would. */
  void call(Class<?> main, String[] arguments) throws Throwable {
    call(main, arguments, instrumentation);
  }

  /** Calls main as the launcher would, but by handles: their frames do not show in stack traces. */
  static void call(Class<?> main, String[] arguments, Instrumentation instrumentation)
      throws Throwable {
    Method method = find(main);
    open(main, instrumentation);
    open(method.getDeclaringClass(), instrumentation);
    MethodHandle handle = lookup(method.getDeclaringClass()).unreflect(method);
    boolean bare = method.getParameterCount() == 0;
    if (Modifier.isStatic(method.getModifiers())) {
      if (bare) {
        handle.invokeExact();
      } else {
        handle.invokeExact(arguments);
      }
      return;
    }
    Object instance =
        lookup(main)
            .findConstructor(main, MethodType.methodType(void.class))
            .asType(MethodType.methodType(Object.class))
            .invokeExact();
    if (bare) {
      handle.asType(MethodType.methodType(void.class, Object.class)).invokeExact(instance);
    } else {
      handle
          .asType(MethodType.methodType(void.class, Object.class, String[].class))
          .invokeExact(instance, arguments);
    }
  }

  /** The method that the launcher has found, by the launcher's own rule. */
  private static Method find(Class<?> main) throws ReflectiveOperationException {
    return (Method) rule().invoke(null, main);
  }

  private static Method rule() throws ReflectiveOperationException {
    Method rule =
        Class.forName("jdk.internal.misc.MethodFinder", false, null)
            .getDeclaredMethod("findMainMethod", Class.class);
    rule.setAccessible(true);
    return rule;
  }

  private static Class<?> launcher() throws ClassNotFoundException {
    return Class.forName("sun.launcher.LauncherHelper", false, null);
  }

  /**
   * The launcher calls by JNI, which asks nobody; a module that hides its main class has to open.
   */
  private static void open(Class<?> type, Instrumentation instrumentation) {
    Module module = type.getModule();
    if (module.isNamed()) {
      instrumentation.redefineModule(
          module,
          Set.of(),
          Map.of(),
          Map.of(type.getPackageName(), Set.of(MainLaunch.class.getModule())),
          Set.of(),
          Map.of());
    }
  }

  private static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }
}
