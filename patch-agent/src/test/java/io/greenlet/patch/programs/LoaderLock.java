package io.greenlet.patch.programs;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/**
 * A thread holds a class loader's monitor and sleeps until another is stuck at that monitor, with
 * the JVM in between: it resolves a class of the loader.
 */
public final class LoaderLock {
  private LoaderLock() {}

  /** Has not been linked to {@link Used} before it runs. */
  public static final class User implements Runnable {
    @Override
    public void run() {
      System.out.println("linked: " + Used.name());
    }
  }

  /** What the JVM asks the loader for. */
  static final class Used {
    private Used() {}

    static String name() {
      return "Used";
    }
  }

  /** Defines the two classes anew; not parallel capable, so it loads under its own monitor. */
  private static final class Loader extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(User.class.getName()) && !name.equals(Used.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/').concat(".class"))) {
        byte[] type = file.readAllBytes();
        return defineClass(name, type, 0, type.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Needs threads that share a hub to be of interest. */
  public static void main(String[] args) throws Exception {
    Loader loader = new Loader();
    Runnable user =
        (Runnable) loader.loadClass(User.class.getName()).getDeclaredConstructor().newInstance();
    CountDownLatch held = new CountDownLatch(1);
    Thread linker =
        new Thread(
            () -> {
              await(held);
              user.run();
            },
            "linker");
    Thread holder =
        new Thread(
            () -> {
              synchronized (loader) {
                held.countDown();
                Until.state(linker, Thread.State.BLOCKED);
                System.out.println("stuck: " + linker.getName());
              }
            },
            "holder");
    linker.start();
    holder.start();
    holder.join();
    linker.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
