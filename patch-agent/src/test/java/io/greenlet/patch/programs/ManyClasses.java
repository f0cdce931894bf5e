package io.greenlet.patch.programs;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many threads load many generated classes through few class loaders, all in another order, while
 * other threads switch.
 *
 * <p>Each class extends another, of the loader before, so that to load one takes several loaders
 * and their locks, always in the same order, without which plain threads would deadlock, too; and
 * each asks for the current thread as it is initialised, so that the agent changes each.
 */
public final class ManyClasses {
  private static final int THREADS = 32;
  private static final int CLASSES = 2000;
  private static final int COUNT_OF_LOADERS = 4;
  private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
  private static final ClassDesc SELF = ClassDesc.of(ManyClasses.class.getName());

  private static final AtomicInteger INITIALISED = new AtomicInteger();
  private static final List<Loader> LOADERS = new ArrayList<>();
  private static volatile boolean done;

  private ManyClasses() {}

  public static void main(String[] args) throws Exception {
    for (int i = 0; i < COUNT_OF_LOADERS; i++) {
      LOADERS.add(i % 2 == 0 ? new ParallelLoader() : new Loader());
    }
    Thread[] switching = {start("a", ManyClasses::switching), start("b", ManyClasses::switching)};
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    List<Thread> loading = new ArrayList<>();
    AtomicInteger loaded = new AtomicInteger();
    for (int i = 0; i < THREADS; i++) {
      int seed = i;
      loading.add(start("loading " + i, () -> load(barrier, seed, loaded)));
    }
    for (Thread thread : loading) {
      thread.join();
    }
    done = true;
    for (Thread thread : switching) {
      thread.join();
    }
    System.out.println("loads: " + loaded.get());
    System.out.println("initialised: " + INITIALISED.get());
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.start();
    return thread;
  }

  private static void switching() {
    while (!done) {
      Thread.yield();
    }
  }

  private static void load(CyclicBarrier barrier, int seed, AtomicInteger loaded) {
    try {
      barrier.await();
      // A step that has no divisor in common with the number visits each once.
      for (int i = 0, n = seed * 61; i < CLASSES; i++, n += 2 * seed + 7) {
        int number = Math.floorMod(n, CLASSES);
        Class<?> type = Class.forName(name(number), true, loader(number));
        if (type.getClassLoader() == loader(number)) {
          loaded.incrementAndGet();
        }
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Called by each class as it is initialised, on the thread that the JVM says is the current. */
  public static void initialised(Thread thread) {
    if (thread.getName().startsWith("loading ")) {
      INITIALISED.incrementAndGet();
    }
  }

  private static String name(int number) {
    return "generated.C" + number;
  }

  private static Loader loader(int number) {
    return LOADERS.get(number % COUNT_OF_LOADERS);
  }

  private static byte[] generate(int number) {
    ClassDesc parent = number % COUNT_OF_LOADERS == 0 ? CD_Object : ClassDesc.of(name(number - 1));
    return ClassFile.of()
        .build(
            ClassDesc.of(name(number)),
            type ->
                type.withSuperclass(parent)
                    .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER)
                    .withMethodBody(
                        INIT_NAME,
                        MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(0).invokespecial(parent, INIT_NAME, MTD_void).return_())
                    .withMethodBody(
                        CLASS_INIT_NAME,
                        MTD_void,
                        ClassFile.ACC_STATIC,
                        code ->
                            code.invokestatic(THREAD, "currentThread", MethodTypeDesc.of(THREAD))
                                .invokestatic(
                                    SELF, "initialised", MethodTypeDesc.of(CD_void, THREAD))
                                .return_()));
  }

  /** Holds its own lock while it loads, and asks another loader for parents. */
  private static class Loader extends ClassLoader {
    Loader() {
      super(ManyClasses.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.startsWith("generated.C")) {
        throw new ClassNotFoundException(name);
      }
      int number = Integer.parseInt(name.substring("generated.C".length()));
      if (loader(number) != this) {
        return loader(number).loadClass(name);
      }
      byte[] classFile = generate(number);
      return defineClass(name, classFile, 0, classFile.length);
    }
  }

  private static final class ParallelLoader extends Loader {
    static {
      ClassLoader.registerAsParallelCapable();
    }
  }
}
