package io.greenlet;

import io.greenlet.internal.CoreAccess;
import io.greenlet.internal.Loop;
import io.greenlet.internal.Nullable;
import io.greenlet.internal.Strand;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The door to the core for the agent and for the toolkit's other packages. */
final class CoreAccessImpl extends CoreAccess {
  @Override
  public @Nullable Future<?> schedule(
      Executor scheduler, Runnable command, long delay, TimeUnit unit) {
    return scheduler instanceof Strand strand ? strand.scheduleTimer(command, delay, unit) : null;
  }

  @Override
  public <T> Greenlet<T> convert(Hub hub, Thread face, Callable<T> body) {
    return hub.converted(face, body);
  }

  @Override
  public @Nullable Thread faceOf(Thread virtualThread) {
    Strand strand = Strand.ownerOf(virtualThread);
    return strand == null ? null : strand.face();
  }

  @Override
  public @Nullable Hub hubOf(Thread thread) {
    Strand scheduler = Strand.schedulerOf(thread);
    return scheduler == null ? null : Hub.of(scheduler.loop());
  }

  @Override
  public Strand strandOf(Greenlet<?> greenlet) {
    return greenlet.strand();
  }

  @Override
  public Greenlet<?> greenletOf(Strand strand) {
    return Greenlet.of(strand);
  }

  @Override
  public Loop loopOf(Hub hub) {
    return hub.loop();
  }

  @Override
  public @Nullable String nameOf(Thread virtualThread) {
    Strand strand = Strand.ownerOf(virtualThread);
    return strand == null ? null : strand.name();
  }

  @Override
  public boolean beginWait(String what) {
    Strand strand = Strand.ownerOf(Thread.currentThread());
    if (strand == null) {
      return false;
    }
    strand.beginWait(what);
    return true;
  }

  @Override
  public boolean isWaiting(Thread virtualThread, String what) {
    Strand strand = Strand.ownerOf(virtualThread);
    return strand != null && strand.isWaitingFor(what);
  }

  @Override
  public void endWait() {
    Strand strand = Strand.ownerOf(Thread.currentThread());
    if (strand != null) {
      strand.endWait();
    }
  }
}
