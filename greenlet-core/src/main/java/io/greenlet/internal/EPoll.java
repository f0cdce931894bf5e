package io.greenlet.internal;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.util.concurrent.TimeUnit;

/**
 * One epoll instance of Linux, by the JDK's own binding to it, and an eventfd to wake who waits in
 * it. The one place that touches private parts of {@code sun.nio.ch}.
 */
final class EPoll implements EventPoll {
  /** What the system lent. A hub whose thread ends without closing it is found to be garbage. */
  private static final class Lent implements Runnable {
    private final int epoll;
    private final Object eventFd;
    private final long events;

    /** Guarded by this: a number that is given back may be somebody else's. */
    private boolean back;

    Lent(int epoll, Object eventFd, long events) {
      this.epoll = epoll;
      this.eventFd = eventFd;
      this.events = events;
    }

    synchronized void wake() throws Throwable {
      if (!back) {
        Calls.SET_EVENT_FD.invokeExact(eventFd);
      }
    }

    @Override
    public synchronized void run() {
      if (back) {
        return;
      }
      back = true;
      try {
        Calls.FREE.invokeExact(events);
        Calls.CLOSE_EVENT_FD.invokeExact(eventFd);
        Calls.CLOSE.invokeExact(epoll);
      } catch (Throwable t) {
        throw Sneaky.rethrow(t);
      }
    }
  }

  private static final int ADD = 1;
  private static final int MODIFY = 3;

  /** What {@code ctl} answers, by errno. */
  private static final int ALWAYS_READY = 1;

  private static final int NOT_THERE = 2;

  private static final int THERE_ALREADY = 17;

  private static final int URGENT = 0x2;
  private static final int PEER_SHUT_DOWN = 0x2000;
  private static final int ONE_SHOT = 1 << 30;
  private static final int EDGE_TRIGGERED = 1 << 31;

  private static final int MOST_EVENTS = 512;

  private final int epoll;
  private final int wakeUp;
  private final long events;
  private final Cleaner.Cleanable lent;
  private final Lent wakeable;

  private EPoll() throws Throwable {
    epoll = (int) Calls.CREATE.invokeExact();
    Object eventFd = (Object) Calls.NEW_EVENT_FD.invokeExact();
    wakeUp = (int) Calls.EVENT_FD_NUMBER.invokeExact(eventFd);
    events = (long) Calls.ALLOCATE.invokeExact(MOST_EVENTS);
    wakeable = new Lent(epoll, eventFd, events);
    lent = Cleaners.CLEANER.register(this, wakeable);
    ensureDone((int) Calls.CTL.invokeExact(epoll, ADD, wakeUp, READ | EDGE_TRIGGERED), wakeUp);
  }

  /** A new instance; null where this is not Linux or the agent has given no way into the JDK. */
  static @Nullable EPoll open() throws IOException {
    if (!JavaBase.isGiven() || !Calls.AVAILABLE) {
      return null;
    }
    try {
      return new EPoll();
    } catch (Throwable t) {
      throw ioException(t);
    }
  }

  @Override
  public void registerForGood(int fd) throws IOException {
    int flags = READ | WRITE | URGENT | PEER_SHUT_DOWN | EDGE_TRIGGERED;
    ensureDone(set(fd, flags, ADD, THERE_ALREADY, MODIFY), fd);
  }

  @Override
  public boolean registerOnce(int fd, int event) throws IOException {
    int error = set(fd, event | ONE_SHOT, MODIFY, NOT_THERE, ADD);
    if (error == ALWAYS_READY) {
      return false;
    }
    ensureDone(error, fd);
    return true;
  }

  private int set(int fd, int flags, int first, int refusal, int otherwise) throws IOException {
    try {
      int error = (int) Calls.CTL.invokeExact(epoll, first, fd, flags);
      return error == refusal ? (int) Calls.CTL.invokeExact(epoll, otherwise, fd, flags) : error;
    } catch (Throwable t) {
      throw ioException(t);
    }
  }

  private static void ensureDone(int error, int fd) throws IOException {
    if (error != 0) {
      throw new IOException("epoll_ctl of descriptor " + fd + " failed: error " + error);
    }
  }

  @Override
  public int poll(long nanos, Sink sink) throws IOException {
    int count;
    try {
      count = (int) Calls.WAIT.invokeExact(epoll, events, MOST_EVENTS, toMillis(nanos));
      int done = 0;
      for (int i = 0; i < count; i++) {
        long event = (long) Calls.EVENT.invokeExact(events, i);
        int fd = (int) Calls.DESCRIPTOR.invokeExact(event);
        if (fd != wakeUp) {
          sink.ready(fd, (int) Calls.EVENTS.invokeExact(event));
          done++;
        }
      }
      return done;
    } catch (Throwable t) {
      throw ioException(t);
    }
  }

  /** Timers may be late by a millisecond while descriptors are waited for, but not early. */
  private static int toMillis(long nanos) {
    if (nanos <= 0) {
      return 0;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    return nanos == Long.MAX_VALUE ? -1 : (int) Math.min(Math.max(millis, 1), Integer.MAX_VALUE);
  }

  @Override
  public void wake() {
    try {
      wakeable.wake();
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    }
  }

  @Override
  public void close() {
    lent.clean();
  }

  /** The JDK's own cleaner, whose thread is there anyway. */
  private static final class Cleaners {
    static final Cleaner CLEANER = find();

    private Cleaners() {}

    private static Cleaner find() {
      try {
        MethodHandles.Lookup factory =
            JavaBase.in(Class.forName("jdk.internal.ref.CleanerFactory"));
        MethodType type = MethodType.methodType(Cleaner.class);
        return (Cleaner) factory.findStatic(factory.lookupClass(), "cleaner", type).invokeExact();
      } catch (Throwable t) {
        throw Sneaky.rethrow(t);
      }
    }
  }

  private static IOException ioException(Throwable t) {
    if (t instanceof IOException e) {
      return e;
    }
    throw Sneaky.rethrow(t);
  }

  /** The JDK's methods; looked up with the first use of a descriptor. */
  private static final class Calls {
    private static final MethodHandles.@Nullable Lookup EPOLL = lookup("EPoll");
    private static final MethodHandles.@Nullable Lookup EVENT_FD = lookup("EventFD");

    static final boolean AVAILABLE = EPOLL != null && EVENT_FD != null;

    static final MethodHandle CREATE = find(EPOLL, "create", int.class);
    static final MethodHandle CTL =
        find(EPOLL, "ctl", int.class, int.class, int.class, int.class, int.class);
    static final MethodHandle WAIT =
        find(EPOLL, "wait", int.class, int.class, long.class, int.class, int.class);
    static final MethodHandle ALLOCATE = find(EPOLL, "allocatePollArray", long.class, int.class);
    static final MethodHandle FREE = find(EPOLL, "freePollArray", void.class, long.class);
    static final MethodHandle EVENT = find(EPOLL, "getEvent", long.class, long.class, int.class);
    static final MethodHandle DESCRIPTOR = find(EPOLL, "getDescriptor", int.class, long.class);
    static final MethodHandle EVENTS = find(EPOLL, "getEvents", int.class, long.class);
    static final MethodHandle CLOSE =
        find(lookup("FileDispatcherImpl"), "closeIntFD", void.class, int.class);
    static final MethodHandle NEW_EVENT_FD = findConstructor(EVENT_FD);
    static final MethodHandle EVENT_FD_NUMBER = findVirtual(EVENT_FD, "efd", int.class);
    static final MethodHandle SET_EVENT_FD = findVirtual(EVENT_FD, "set", void.class);
    static final MethodHandle CLOSE_EVENT_FD = findVirtual(EVENT_FD, "close", void.class);

    private Calls() {}

    private static MethodHandles.@Nullable Lookup lookup(String type) {
      try {
        return JavaBase.in(Class.forName("sun.nio.ch." + type));
      } catch (ClassNotFoundException e) {
        return null;
      } catch (IllegalAccessException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    // Never called where there is no look-up.
    private static MethodHandle find(
        MethodHandles.@Nullable Lookup in, String name, Class<?> result, Class<?>... parameters) {
      try {
        return in == null
            ? MethodHandles.empty(MethodType.methodType(result, parameters))
            : in.findStatic(in.lookupClass(), name, MethodType.methodType(result, parameters));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private static MethodHandle findVirtual(
        MethodHandles.@Nullable Lookup in, String name, Class<?> result) {
      MethodType type = MethodType.methodType(result, Object.class);
      try {
        return in == null
            ? MethodHandles.empty(type)
            : in.findVirtual(in.lookupClass(), name, MethodType.methodType(result)).asType(type);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private static MethodHandle findConstructor(MethodHandles.@Nullable Lookup in) {
      MethodType type = MethodType.methodType(Object.class);
      try {
        return in == null
            ? MethodHandles.empty(type)
            : in.findConstructor(in.lookupClass(), MethodType.methodType(void.class)).asType(type);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
