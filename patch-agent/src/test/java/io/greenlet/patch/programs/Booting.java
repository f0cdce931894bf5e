package io.greenlet.patch.programs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * A main that loads another by a loader of its own and calls it by reflection, in the manner of
 * launchers of nested jars. Arguments: where the classes are, the class, and its arguments.
 */
public final class Booting {
  private Booting() {}

  public static void main(String[] args) throws Throwable {
    URL[] classes = {URI.create(args[0]).toURL()};
    ClassLoader loader =
        new URLClassLoader("booted", classes, ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Method main = Class.forName(args[1], false, loader).getMethod("main", String[].class);
    String[] rest = new String[args.length - 2];
    System.arraycopy(args, 2, rest, 0, rest.length);
    try {
      main.invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
