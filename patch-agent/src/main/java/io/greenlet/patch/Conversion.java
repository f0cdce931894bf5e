package io.greenlet.patch;

import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.internal.CoreAccess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns the application's threads into greenlets, and back into ended threads.
 *
 * <pre>
 * a face:     NEW -&gt; converted     // start: its record hangs on it and answers for it
 *       converted -&gt; terminated    // run has ended: record taken off, its own fields tell the rest
 * </pre>
 */
final class Conversion {
  private final ConversionRule rule;
  private final Hubs hubs;
  private final Keeper keeper;
  private final Set<Thread> faces = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped = true;
  private volatile boolean mainLives;

  Conversion(ConversionRule rule, Hubs hubs, Keeper keeper) {
    this.rule = rule;
    this.hubs = hubs;
    this.keeper = keeper;
  }

  /** From now on threads that the rule picks start as greenlets. */
  void begin() {
    stopped = false;
  }

  /** From now on threads start as the JDK starts them. */
  void stop() {
    stopped = true;
  }

  /** The main thread becomes a face, or ceases to be one. */
  void setMainLives(boolean lives) {
    mainLives = lives;
  }

  /** Whether there are thread objects that others answer for. */
  boolean hasFaces() {
    return mainLives || !faces.isEmpty();
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

  /** Starts a thread as a greenlet; false if it is to start as the JDK starts it. */
  boolean start(Thread face) {
    if (GreenletBridge.face(face) != null) {
      throw new IllegalThreadStateException();
    }
    if (stopped || ThreadFields.wasStarted(face) || !rule.converts(face)) {
      return false;
    }
    startOn(hubs.next(), face);
    return true;
  }

  /** Starts a thread as a greenlet, whatever the rule says. */
  void startOn(Hub hub, Thread face) {
    Greenlet<?> greenlet = CoreAccess.get().convert(hub, face, new ThreadRoot(face, this));
    if (!ThreadFields.attach(face, new Converted(face, greenlet.thread()))) {
      throw new IllegalThreadStateException();
    }
    if (ThreadFields.wasStarted(face)) {
      // Started and ended by somebody else since we looked.
      ThreadFields.detach(face);
      throw new IllegalThreadStateException();
    }
    boolean daemon = face.isDaemon();
    ThreadFields.handOver(face, greenlet.thread());
    catchUp(face, greenlet.thread());
    faces.add(face);
    keeper.started(daemon);
    boolean started = false;
    try {
      greenlet.start();
      started = true;
    } finally {
      if (!started) {
        faces.remove(face);
        ThreadFields.detach(face);
        keeper.ended(daemon);
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
  void ended(Thread face, boolean daemon) {
    faces.remove(face);
    ThreadFields.setInterrupted(face, Thread.currentThread().isInterrupted());
    ThreadFields.terminate(face);
    ThreadFields.detach(face);
    synchronized (face) {
      face.notifyAll();
    }
    if (stopped && !hasFaces()) {
      Installer.leave();
    }
    keeper.ended(daemon);
  }
}
