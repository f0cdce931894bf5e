package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.inThread;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** {@code Thread.currentThread()} is the object that was started, wherever it is called. */
final class CurrentChecks {
  private CurrentChecks() {}

  static void addAll() {
    Identity.add("current thread in constructors", CurrentChecks::constructors);
    Identity.add("current thread in lambdas, references and nested classes", CurrentChecks::nested);
    Identity.add("current thread in static initialisers", CurrentChecks::initialisers);
    Identity.add("current thread in classes of other loaders", CurrentChecks::loaders);
    Identity.add("current thread is this, and its subclass", CurrentChecks::subclass);
    Identity.add("current thread in what the JDK calls back", CurrentChecks::callbacks);
  }

  /** Notes who has made it. */
  private static class Made extends Thread {
    final Thread maker = Thread.currentThread();
    Thread.State state = getState();
    boolean self;
    String secret = "secret";

    @Override
    public void run() {
      self = Thread.currentThread() == this && currentThread() == this;
    }

    String secretOfCurrent() {
      return ((Made) currentThread()).secret;
    }
  }

  private enum Constant {
    ONE {
      @Override
      Thread ask() {
        return Thread.currentThread();
      }
    };

    abstract Thread ask();
  }

  private interface Default {
    default Thread ask() {
      return Thread.currentThread();
    }

    static Thread askStatic() {
      return Thread.currentThread();
    }
  }

  private record Pair(Thread thread) {
    Pair() {
      this(Thread.currentThread());
    }
  }

  private static void constructors() throws Exception {
    Made made = new Made();
    say("made by main", made.maker == Thread.currentThread());
    Made[] inner = new Made[1];
    Thread maker = new Thread(() -> inner[0] = new Made());
    maker.start();
    maker.join();
    say("made by a thread", inner[0].maker == maker);
    say("state in the constructor", inner[0].state);
    Thread[] seen = new Thread[1];
    Thread starter =
        new Thread() {
          {
            seen[0] = Thread.currentThread();
          }
        };
    say("initialiser block", seen[0] == Thread.currentThread() && starter.isAlive() == false);
    say("record", inThread(() -> new Pair().thread() == Thread.currentThread()));
  }

  private static void nested() throws Exception {
    AtomicReference<Thread> started = new AtomicReference<>();
    Thread thread =
        new Thread(() -> {
          Thread me = started.get();
          Supplier<Thread> reference = Thread::currentThread;
          Supplier<Thread> lambda = () -> Thread.currentThread();
          Supplier<Supplier<Thread>> nested = () -> () -> Thread.currentThread();
          say("reference", reference.get() == me);
          say("lambda", lambda.get() == me);
          say("lambda in a lambda", nested.get().get() == me);
          say(
              "anonymous class",
              new Supplier<Thread>() {
                    @Override
                    public Thread get() {
                      return Thread.currentThread();
                    }
                  }.get()
                  == me);
          say("enum", Constant.ONE.ask() == me);
          say("interface", new Default() {}.ask() == me && Default.askStatic() == me);
          say(
              "switch",
              switch (Thread.currentThread()) {
                case Made made -> "made " + made;
                case Thread current when current == me -> "me";
                default -> "other";
              });
        });
    started.set(thread);
    thread.start();
    thread.join();
    say("in main", Constant.ONE.ask() == Thread.currentThread());
  }

  private static void initialisers() throws Exception {
    for (int i = 0; i < 2; i++) {
      Class<?> type = new Copying().loadClass(Probe.class.getName());
      AtomicReference<Object> initialiser = new AtomicReference<>();
      Thread thread =
          new Thread(() -> {
            try {
              initialiser.set(type.getField("INITIALISER").get(null));
            } catch (ReflectiveOperationException e) {
              throw new AssertionError(e);
            }
          });
      thread.start();
      thread.join();
      say("initialised by the first that asks", initialiser.get() == thread);
    }
    say("initialised by main", Probe.INITIALISER == Thread.currentThread());
  }

  /** Defines {@link Probe} itself, from the bytes of the class path. */
  private static final class Copying extends ClassLoader {
    Copying() {
      super(CurrentChecks.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Probe.class.getName())) {
        return super.loadClass(name, resolve);
      }
      try {
        byte[] bytes = probe();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static byte[] probe() throws IOException {
    try (InputStream in = Probe.class.getResourceAsStream("Probe.class")) {
      return in.readAllBytes();
    }
  }

  private static void loaders() throws Exception {
    say("same loader", asks(Probe.class));
    say("other loader", asks(new Copying().loadClass(Probe.class.getName())));
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    say("hidden class", asks(lookup.defineHiddenClass(probe(), true).lookupClass()));
    Object proxy =
        Proxy.newProxyInstance(
            CurrentChecks.class.getClassLoader(),
            new Class<?>[] {Supplier.class},
            (self, method, arguments) -> Thread.currentThread());
    say("proxy", inThread(() -> ((Supplier<?>) proxy).get() == Thread.currentThread()));
  }

  /** Whether an instance made and asked in a thread of its own sees that thread. */
  private static boolean asks(Class<?> type) throws Exception {
    return inThread(() -> {
      Supplier<?> probe = (Supplier<?>) type.getConstructor().newInstance();
      return probe.get() == Thread.currentThread();
    });
  }

  private static void subclass() throws Exception {
    Made made = new Made();
    made.start();
    made.join();
    say("is this", made.self);
    Made asking =
        new Made() {
          @Override
          public void run() {
            say("cast", secretOfCurrent());
            say("equal", equals(currentThread()) && hashCode() == currentThread().hashCode());
            say("class", currentThread().getClass() == getClass());
            say("virtual", currentThread().isVirtual());
          }
        };
    asking.start();
    asking.join();
    Thread outer = new Thread(new Made());
    outer.start();
    outer.join();
    say("main", Thread.currentThread().getClass());
  }

  private static void callbacks() throws Exception {
    ThreadLocal<Thread> local = ThreadLocal.withInitial(Thread::currentThread);
    say("thread local", inThread(() -> local.get() == Thread.currentThread()));
    ConcurrentHashMap<String, Thread> map = new ConcurrentHashMap<>();
    say(
        "map",
        inThread(
            () -> map.computeIfAbsent("k", k -> Thread.currentThread()) == Thread.currentThread()));
    Comparator<Integer> noting =
        (a, b) -> {
          map.put("comparator", Thread.currentThread());
          return Integer.compare(a, b);
        };
    say(
        "comparator",
        inThread(() -> {
          var unused = List.of(2, 1).stream().sorted(noting).toList();
          return map.get("comparator") == Thread.currentThread();
        }));
    say(
        "stream",
        inThread(() ->
            IntStream.range(0, 9)
                .mapToObj(i -> Thread.currentThread())
                .allMatch(thread -> thread == Thread.currentThread())));
  }
}
