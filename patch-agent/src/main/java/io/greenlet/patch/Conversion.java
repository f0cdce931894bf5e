package io.greenlet.patch;

import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.internal.CoreAccess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns the application's threads into greenlets, and back into ended threads.
 *
 * <pre>
 * a face:     NEW -&gt; converted     // start: its record hangs on it and answers for it; the JDK
 *                                  // refuses another start by the status, with or without us
 *       converted -&gt; NEW           // its greenlet could not be started
 *       converted -&gt; terminated    // run has ended: record taken off, its own fields tell the rest
 * </pre>
 */
final class Conversion {
  private final ConversionRule rule;
  private final Hubs hubs;
  private final Keeper keeper;
  private final Set<Thread> faces = ConcurrentHashMap.newKeySet();

  /** Starts that are under way; their faces are not among the others yet. */
  private final AtomicInteger starting = new AtomicInteger();

  // Written under the installer's lock, or when the JVM shuts down; read by any thread.
  private volatile boolean on;
  private volatile boolean removed;

  // Written by the main thread and its greenlet; read by any thread.
  private volatile boolean mainLives;

  Conversion(ConversionRule rule, Hubs hubs, Keeper keeper) {
    this.rule = rule;
    this.hubs = hubs;
    this.keeper = keeper;
  }

  /** From now on threads that the rule picks start as greenlets. */
  void begin() {
    removed = false;
    on = true;
  }

  /** From now on threads start as the JDK starts them. */
  void stop() {
    on = false;
  }

  /** As {@link #stop}; and when the last face has ended, the installer is to be told. */
  void remove() {
    on = false;
    removed = true;
  }

  /** The main thread becomes a face, or ceases to be one. */
  void setMainLives(boolean lives) {
    mainLives = lives;
  }

  /** Whether there are thread objects that others answer for. */
  boolean hasFaces() {
    return mainLives || starting.get() > 0 || !faces.isEmpty();
  }

  /** The faces that live now, without the main thread's. */
  Set<Thread> faces() {
    return faces;
  }

  Hubs hubs() {
    return hubs;
  }

  Keeper keeper() {
    return keeper;
  }

  /** Whether the rule picks a thread, wherever that is started. */
  boolean wants(Thread thread) {
    return rule.converts(thread);
  }

  /** Whether the main thread is to be a greenlet. */
  boolean convertsMain(Class<?> main) {
    return rule.convertsMain(Thread.currentThread(), main);
  }

  /** Starts a new thread as a greenlet; false if it is to start as the JVM starts it. */
  boolean start(Thread face) {
    if (!on || !rule.converts(face)) {
      return false;
    }
    starting.incrementAndGet();
    try {
      // Looked at again: who has turned it off has either seen this start, or is seen by it.
      if (!on) {
        return false;
      }
      startOn(hubs.next(), face);
      return true;
    } finally {
      starting.decrementAndGet();
    }
  }

  /** Starts a new thread as a greenlet, whatever the rule says. */
  void startOn(Hub hub, Thread face) {
    Greenlet<?> greenlet = CoreAccess.get().convert(hub, face, new ThreadRoot(face, this));
    ThreadFields.attach(face, new Converted(face, greenlet.thread()));
    ThreadFields.begin(face);
    ThreadFields.shareId(face, greenlet.thread());
    ThreadFields.handOver(face, greenlet.thread());
    catchUp(face, greenlet.thread());
    faces.add(face);
    keeper.started(face.isDaemon());
    boolean started = false;
    try {
      greenlet.start();
      started = true;
    } finally {
      if (!started) {
        faces.remove(face);
        keeper.ended(face.isDaemon());
        ThreadFields.renew(face);
        ThreadFields.detach(face);
      }
    }
  }

  /**
   * What happened to the face before its record was attached; what comes later goes to both. An
   * interrupt before the start is seen after it.
   */
  static void catchUp(Thread face, Thread mounted) {
    mounted.setName(face.getName());
    if (ThreadFields.isInterrupted(face)) {
      mounted.interrupt();
    }
  }

  /** The face's run has ended, in the greenlet that ran it. */
  void ended(Thread face) {
    boolean daemon = face.isDaemon();
    GreenletBridge.ended(face);
    faces.remove(face);
    ThreadFields.setInterrupted(face, Thread.currentThread().isInterrupted());
    ThreadFields.terminate(face);
    ThreadFields.detach(face);
    synchronized (face) {
      face.notifyAll();
    }
    if (removed && !hasFaces()) {
      Installer.leave();
    }
    keeper.ended(daemon);
  }
}
