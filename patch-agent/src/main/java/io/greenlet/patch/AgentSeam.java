package io.greenlet.patch;

import io.greenlet.internal.BlockingRegion;
import io.greenlet.internal.CoreAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Answers the bridge: each question goes to the core, or to the part of the agent that knows. */
final class AgentSeam extends GreenletBridge {
  private final CoreAccess core;

  // Written by the installer, read by any thread. Null while the area is not patched.
  @Nullable private volatile Conversion conversion;
  @Nullable private volatile MainLaunch launch;

  // Written by the self-test and, while it runs, by the carrier that serves it.
  private volatile boolean probing;
  private volatile boolean probeServed;

  AgentSeam(CoreAccess core) {
    this.core = core;
  }

  /** Makes this the one that answers; once in the life of a JVM, before anything is woven. */
  void connect() {
    try {
      install(this);
      IoSeam.connect(core);
    } catch (IllegalStateException e) {
      throw new AgentFailure("this JVM is patched already, by another copy of patch-agent.jar", e);
    }
  }

  void setConversion(Conversion conversion) {
    this.conversion = conversion;
  }

  void setLaunch(@Nullable MainLaunch launch) {
    this.launch = launch;
  }

  /** How often a seam was gone through, by its number. */
  static long hits(int number) {
    return count(number);
  }

  /** Begins or ends to look whether a hub serves timers. */
  void probe(boolean on) {
    probing = on;
  }

  boolean wasProbeServed() {
    return probeServed;
  }

  @Override
  protected boolean convert(Thread thread) {
    Conversion known = conversion;
    return known != null && known.start(thread);
  }

  @Override
  @Nullable
  protected Thread faceOf(Thread mounted) {
    return core.faceOf(mounted);
  }

  @Override
  @Nullable
  protected String nameOf(Thread mounted) {
    return core.nameOf(mounted);
  }

  @Override
  @Nullable
  protected Future<?> timer(Executor scheduler, Runnable task, long delay, TimeUnit unit) {
    Future<?> timer = core.schedule(scheduler, task, delay, unit);
    if (probing && timer != null) {
      probeServed = true;
    }
    return timer;
  }

  @Override
  protected void beginCall() {
    BlockingRegion.begin();
  }

  @Override
  protected void endCall() {
    BlockingRegion.end();
  }

  @Override
  protected Class<?> launch(Class<?> main) {
    MainLaunch known = launch;
    return known == null ? main : known.launch(main);
  }

  @Override
  protected void shutdown() {
    Conversion known = conversion;
    if (known != null) {
      known.stop();
    }
  }

  @Override
  protected boolean exitElsewhere(int status) {
    if (core.hubOf(Thread.currentThread()) == null) {
      return false;
    }
    ExitThread.start(status);
    while (true) {
      LockSupport.park();
    }
  }

  @Override
  protected void contextClassLoaderSet(Thread thread) {
    Face record = face(thread);
    Thread other = record == null ? core.faceOf(thread) : record.mounted();
    if (other != null) {
      ThreadFields.copyContextClassLoader(thread, other);
    }
  }

  @Override
  protected Thread[] threads(Thread[] known) {
    List<Thread> threads = new ArrayList<>();
    for (Thread thread : known) {
      if (!ConversionRule.isOwn(thread)) {
        threads.add(thread);
      }
    }
    Conversion converting = conversion;
    if (converting != null) {
      threads.addAll(converting.faces());
      // The JVM lists threads as they came.
      threads.sort(AgentSeam::byNumber);
    }
    return threads.toArray(new Thread[0]);
  }

  private static int byNumber(Thread one, Thread other) {
    return Long.compare(one.threadId(), other.threadId());
  }

  @Override
  protected Object threadInfos(Object infos, @Nullable long[] ids, int depth) {
    ThreadInfos known = new ThreadInfos(getAllThreads(), depth);
    return ids == null ? known.all((Object[]) infos) : known.of((Object[]) infos, ids);
  }

  @Override
  protected byte[] redirected(byte[] classFile) {
    return CallSites.redirected(classFile);
  }
}
