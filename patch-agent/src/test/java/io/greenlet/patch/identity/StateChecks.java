package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Every state of a thread, seen from outside. */
final class StateChecks {
  private static final Object MONITOR = new Object();

  private StateChecks() {}

  static void addAll() {
    Identity.add("states", StateChecks::states);
    Identity.add("state of a thread that waits for a socket", StateChecks::sockets);
  }

  /** Says that a thread in a wait has the state, and ends the wait by an interrupt. */
  private static void state(String how, Thread.State state, Identity.Check wait)
      throws InterruptedException {
    Thread thread = new Thread(() -> Threads.failure(wait));
    thread.start();
    until(thread, state);
    say(how, state);
    thread.interrupt();
    thread.join();
  }

  private static void states() throws Exception {
    Thread fresh = new Thread(() -> {});
    say("unstarted", fresh.getState());
    fresh.start();
    fresh.join();
    say("ended", fresh.getState());
    Thread spinning = new Thread(() -> until(() -> Thread.currentThread().isInterrupted()));
    spinning.start();
    say("running", spinning.getState());
    spinning.interrupt();
    spinning.join();
    say("itself", Threads.inThread(() -> Thread.currentThread().getState()));
    say("main", Thread.currentThread().getState());
    Thread.State waiting = Thread.State.WAITING;
    Thread.State timed = Thread.State.TIMED_WAITING;
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    state("lock", waiting, lock::lockInterruptibly);
    state("timed lock", timed, () -> lock.tryLock(1, TimeUnit.DAYS));
    state("condition", waiting, () -> inCondition(new ReentrantLock()));
    state("park", waiting, LockSupport::park);
    state("park until", timed, () -> LockSupport.parkUntil(Long.MAX_VALUE));
    state("sleep", timed, () -> Thread.sleep(Duration.ofDays(1)));
    state("queue", waiting, () -> new LinkedBlockingQueue<>().take());
    state("timed queue", timed, () -> new LinkedBlockingQueue<>().poll(1, TimeUnit.DAYS));
    state("latch", waiting, () -> new CountDownLatch(1).await());
    state("join", waiting, Thread.currentThread()::join);
    monitors();
  }

  private static void inCondition(ReentrantLock lock) throws InterruptedException {
    lock.lock();
    try {
      lock.newCondition().await();
    } finally {
      lock.unlock();
    }
  }

  private static void monitors() throws InterruptedException {
    Thread blocked =
        new Thread(() -> {
          synchronized (MONITOR) {
            MONITOR.notifyAll();
          }
        });
    synchronized (MONITOR) {
      blocked.start();
      until(blocked, Thread.State.BLOCKED);
      say("monitor", blocked.getState());
    }
    blocked.join();
    Thread waiting =
        new Thread(() -> {
          synchronized (MONITOR) {
            Threads.failure(MONITOR::wait);
          }
        });
    waiting.start();
    until(waiting, Thread.State.WAITING);
    synchronized (MONITOR) {
      MONITOR.notifyAll();
      say("notified, without the monitor", waiting.getState());
    }
    waiting.join();
  }

  /** To the JVM a thread that waits in a call of the system is one that runs. */
  private static void sockets() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
      Thread accepting = new Thread(() -> Threads.failure(() -> readOne(server)));
      accepting.start();
      untilInMethod(accepting, "accept");
      say("accept", accepting.getState());
      try (Socket client = new Socket(loopback, server.getLocalPort())) {
        untilInMethod(accepting, "implRead");
        say("read", accepting.getState());
        client.getOutputStream().write(1);
        accepting.join();
      }
    }
  }

  private static void readOne(ServerSocket server) throws IOException {
    try (Socket socket = server.accept()) {
      say("byte", socket.getInputStream().read());
    }
  }

  /** Until a method of a socket waits, in the JVM's native code or parked. */
  private static void untilInMethod(Thread thread, String method) {
    until(() -> {
      boolean called = false;
      boolean waits = false;
      for (StackTraceElement frame : thread.getStackTrace()) {
        called |= frame.getMethodName().equals(method);
        waits |= frame.isNativeMethod() || frame.getMethodName().equals("park");
      }
      return called && waits;
    });
  }
}
