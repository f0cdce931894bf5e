package io.greenlet.patch.readiness;

import static io.greenlet.Greenlets.spawn;

import io.greenlet.Greenlet;
import io.greenlet.ThrowingRunnable;

/** Kills greenlets that wait in TLS; who was killed while nothing was read can be followed. */
public final class TlsKills {
  private TlsKills() {}

  /** Prints what became of each. */
  public static void main(String[] args) throws Exception {
    try (Tls.Pair pair = Tls.Pair.open()) {
      System.out.println("handshake: " + killed(() -> Tls.greet(pair.here())));
    }
    try (Tls.Pair pair = Tls.Pair.open().greeted()) {
      System.out.println("read: " + killed(() -> pair.here().getInputStream().read()));
      System.out.println("closed: " + pair.here().isClosed());
      Greenlet<Integer> next = spawn(() -> pair.here().getInputStream().read());
      waits(next);
      pair.there().getOutputStream().write(7);
      System.out.println("read by the next: " + next.get());
    }
    // Not closed: the farewell would wait until the other end has read what was written.
    Tls.Pair full = Tls.Pair.open().greeted();
    byte[] much = new byte[16 << 20];
    System.out.println("write: " + killed(() -> full.here().getOutputStream().write(much)));
  }

  private static String killed(ThrowingRunnable wait) throws InterruptedException {
    Greenlet<Void> waiting = spawn(wait);
    waits(waiting);
    waiting.kill();
    return waiting.isDead() + " " + waiting.exception();
  }

  private static void waits(Greenlet<?> greenlet) {
    while (greenlet.thread().getState() != Thread.State.WAITING) {
      Thread.yield();
    }
  }
}
