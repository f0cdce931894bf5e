package io.greenlet.patch;

import io.greenlet.internal.JavaBase;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Puts {@link MainRoot} in the place of the application's main class, and knows how to call the
 * latter's {@code main}, whichever of the forms that the launcher takes it has.
 */
final class MainLaunch {
  // What the launcher's native part asks about main.
  private static final String STATIC_MAIN = "isStaticMain";
  private static final String NO_ARGUMENTS = "noArgMain";

  private final Conversion conversion;

  MainLaunch(Conversion conversion) {
    this.conversion = conversion;
  }

  /** Makes sure, before main, that the parts of the launcher are there that launch relies on. */
  void ensureLaunchable() {
    try {
      Class<?> launcher = launcher();
      flag(launcher, STATIC_MAIN);
      flag(launcher, NO_ARGUMENTS);
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
    if (!conversion.convertsMain(main)) {
      return main;
    }
    try {
      Class<?> launcher = launcher();
      // The native part of the launcher asks these how to call main; that of MainRoot is the plain
      // one.
      flag(launcher, STATIC_MAIN).set(true);
      flag(launcher, NO_ARGUMENTS).set(false);
    } catch (ReflectiveOperationException e) {
      throw new AgentFailure("cannot launch main as a greenlet: " + e, e);
    }
    MainRoot.prepare(this, main);
    return MainRoot.class;
  }

  private static VarHandle flag(Class<?> launcher, String name)
      throws ReflectiveOperationException {
    return JavaBase.in(launcher).findStaticVarHandle(launcher, name, boolean.class);
  }

  Conversion conversion() {
    return conversion;
  }

  /**
   * Calls main as the launcher would, which asks nobody whether a class is closed; but by handles:
   * their frames do not show in stack traces.
   */
  static void call(Class<?> main, String[] arguments) throws Throwable {
    Method method = (Method) rule().invokeExact(main);
    MethodHandle handle = JavaBase.in(method.getDeclaringClass()).unreflect(method);
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
        JavaBase.in(main)
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

  /** The rule by which the launcher finds the method. */
  private static MethodHandle rule() throws ReflectiveOperationException {
    Class<?> finder = Class.forName("jdk.internal.misc.MethodFinder", false, null);
    return JavaBase.in(finder)
        .findStatic(finder, "findMainMethod", MethodType.methodType(Method.class, Class.class));
  }

  private static Class<?> launcher() throws ClassNotFoundException {
    return Class.forName("sun.launcher.LauncherHelper", false, null);
  }
}
