package io.greenlet.patch;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Proves after weaving that a greenlet is really served: woven code that nothing calls any more
 * would be a silent gap.
 *
 * <p>One probe sleeps, parks until its face is unparked, and looks at itself. How long it is waited
 * for only bounds the wait of a JVM in which it is not served; nothing else depends on it.
 */
final class SelfTest implements Runnable {
  private static final long PATIENCE_SECONDS = 30;
  private static final String NAME = "greenlet-probe";

  private final Set<Area> areas;
  private final AgentSeam seam;
  private final Conversion conversion;
  private final CountDownLatch slept = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  // Written by the tester, read by the probe.
  private volatile boolean released;

  // Written by the probe before it ends, read by the tester afterwards.
  @Nullable private Thread known;
  @Nullable private Thread mounted;

  SelfTest(Set<Area> areas, AgentSeam seam, Conversion conversion) {
    this.areas = areas;
    this.seam = seam;
    this.conversion = conversion;
  }

  /** Runs the probe; throws, naming the seam, if anything is not as it must be. */
  void run(Hubs hubs) {
    if (areas.contains(Area.TIME)) {
      seam.probe(true);
    }
    try {
      if (areas.contains(Area.THREAD)) {
        probeThread(hubs);
      } else {
        hubs.next().execute(this);
        await(slept, "io.greenlet.Hub.execute");
        released = true;
        await(ended, "io.greenlet.Hub.execute");
      }
    } catch (InterruptedException e) {
      throw new AgentFailure("interrupted while it tested the patched JDK", e);
    } finally {
      seam.probe(false);
    }
    require(
        !areas.contains(Area.TIME) || seam.wasProbeServed(),
        "the hub was not asked to time a sleep",
        "java.lang.VirtualThread.schedule");
  }

  private void probeThread(Hubs hubs) throws InterruptedException {
    Thread face = new Thread(null, this, NAME, 0, false);
    face.setDaemon(true);
    conversion.startOn(hubs.next(), face);
    await(slept, "java.lang.Thread.start");
    require(face.isAlive(), "a converted thread is not alive", "java.lang.Thread.alive");
    require(
        face.getState() != Thread.State.NEW,
        "a converted thread has the state of a new one",
        "java.lang.Thread.threadState");
    released = true;
    LockSupport.unpark(face);
    await(ended, "java.util.concurrent.locks.LockSupport.unpark");
    face.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    require(!face.isAlive(), "a converted thread does not end", "java.lang.Thread.alive");
    require(
        face.equals(known) && !face.equals(mounted),
        "the current thread is not the one that the application started",
        "java.lang.Thread.start");
  }

  /** The probe's body, on a hub. */
  @Override
  public void run() {
    try {
      known = GreenletBridge.currentThread();
      mounted = Thread.currentThread();
      Thread.sleep(0, 1);
      slept.countDown();
      while (areas.contains(Area.THREAD) && !released) {
        LockSupport.park();
      }
    } catch (InterruptedException e) {
      // Nobody knows the probe to interrupt it; if somebody does, the tester misses the rest.
      return;
    } finally {
      ended.countDown();
    }
  }

  private static void await(CountDownLatch latch, String where) throws InterruptedException {
    require(
        latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "a probe greenlet did not go on", where);
  }

  private static void require(boolean condition, String what, String where) {
    if (!condition) {
      throw new AgentFailure(
          "self-test failed at the seam " + where + ": " + what + Installer.advice());
    }
  }
}
